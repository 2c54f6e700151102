-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "connectors" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "source_kind" TEXT NOT NULL,
    "source_settings" JSONB NOT NULL,
    "source_secrets" BYTEA NOT NULL,
    "destination_kind" TEXT NOT NULL,
    "destination_settings" JSONB NOT NULL,
    "folder_name" TEXT NOT NULL,
    "automatic_mapping" BOOLEAN NOT NULL,
    "largest_item_bytes" INTEGER NOT NULL,
    "schedule_time" TEXT NOT NULL,
    "schedule_time_zone" TEXT NOT NULL,
    "next_run_at" TIMESTAMPTZ(3),
    "source_status" TEXT NOT NULL DEFAULT 'connected',
    "source_status_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "terms_version" TEXT NOT NULL,
    "terms_accepted_by" TEXT NOT NULL,
    "terms_accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connectors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connector_drafts" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "answers" JSONB NOT NULL,
    "source_secrets" BYTEA,
    "connector_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "connector_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_checks" (
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "steps" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mapping_versions" (
    "id" UUID NOT NULL,
    "connector_id" UUID,
    "draft_id" UUID,
    "number" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mapping_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mapping_rows" (
    "version_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "mobile_number" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "holds_from" TIMESTAMPTZ(3),
    "holds_until" TIMESTAMPTZ(3),

    CONSTRAINT "mapping_rows_pkey" PRIMARY KEY ("version_id","line")
);

-- CreateTable
CREATE TABLE "consents" (
    "tenant_id" TEXT NOT NULL,
    "permissions" JSONB NOT NULL,
    "granted_by" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "consent_requests" (
    "id" UUID NOT NULL,
    "state_sha256" TEXT NOT NULL,
    "draft_id" UUID,
    "tenant_id" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "refusal" JSONB,

    CONSTRAINT "consent_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "started_by" TEXT,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "window_end" TIMESTAMPTZ(3) NOT NULL,
    "waiting_for" TEXT,
    "mapping_version_id" UUID,
    "packages_found" INTEGER NOT NULL DEFAULT 0,
    "packages_refused" INTEGER NOT NULL DEFAULT 0,
    "items_in_manifests" INTEGER NOT NULL DEFAULT 0,
    "items_available" INTEGER NOT NULL DEFAULT 0,
    "available_for_import" INTEGER NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "partially_imported" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "findings" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fetch_started_at" TIMESTAMPTZ(3),
    "deliver_started_at" TIMESTAMPTZ(3),
    "reconcile_started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "progress_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "packages" (
    "id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "modified_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'found',
    "sha256" TEXT,
    "staging_key" TEXT,
    "items_in_manifest" INTEGER,
    "refusal" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "packages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "items" (
    "id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "entry_name" TEXT NOT NULL,
    "entry" JSONB NOT NULL,
    "source_item_id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "event_at" TIMESTAMPTZ(3),
    "direction" TEXT,
    "state" TEXT NOT NULL,
    "hold_reason" TEXT,
    "unmatched" JSONB,
    "staging_key" TEXT,

    CONSTRAINT "items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "mailbox" TEXT,
    "shard" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "rule" TEXT,
    "mapping_version_id" UUID,
    "mapping_line" INTEGER,
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "folder_id" TEXT,
    "remote_id" TEXT,
    "delivered_sha256" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "imported_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connectors_name_key" ON "connectors"("name");

-- CreateIndex
CREATE INDEX "connectors_state_next_run_at_idx" ON "connectors"("state", "next_run_at");

-- CreateIndex
CREATE INDEX "connector_drafts_owner_finished_at_idx" ON "connector_drafts"("owner", "finished_at");

-- CreateIndex
CREATE INDEX "connection_checks_draft_id_created_at_idx" ON "connection_checks"("draft_id", "created_at");

-- CreateIndex
CREATE INDEX "mapping_versions_draft_id_idx" ON "mapping_versions"("draft_id");

-- CreateIndex
CREATE UNIQUE INDEX "mapping_versions_connector_id_number_key" ON "mapping_versions"("connector_id", "number");

-- CreateIndex
CREATE INDEX "mapping_rows_version_id_mobile_number_idx" ON "mapping_rows"("version_id", "mobile_number");

-- CreateIndex
CREATE UNIQUE INDEX "consent_requests_state_sha256_key" ON "consent_requests"("state_sha256");

-- CreateIndex
CREATE INDEX "runs_connector_id_created_at_idx" ON "runs"("connector_id", "created_at");

-- CreateIndex
CREATE INDEX "packages_connector_id_sha256_idx" ON "packages"("connector_id", "sha256");

-- CreateIndex
CREATE INDEX "packages_connector_id_name_size_bytes_idx" ON "packages"("connector_id", "name", "size_bytes");

-- CreateIndex
CREATE UNIQUE INDEX "packages_run_id_name_key" ON "packages"("run_id", "name");

-- CreateIndex
CREATE INDEX "items_run_id_state_idx" ON "items"("run_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "items_package_id_entry_name_key" ON "items"("package_id", "entry_name");

-- CreateIndex
CREATE INDEX "deliveries_run_id_shard_state_idx" ON "deliveries"("run_id", "shard", "state");

-- CreateIndex
CREATE INDEX "deliveries_run_id_state_idx" ON "deliveries"("run_id", "state");

-- CreateIndex
CREATE INDEX "deliveries_item_id_idx" ON "deliveries"("item_id");

-- AddForeignKey
ALTER TABLE "connection_checks" ADD CONSTRAINT "connection_checks_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "connector_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mapping_versions" ADD CONSTRAINT "mapping_versions_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connectors"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mapping_versions" ADD CONSTRAINT "mapping_versions_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "connector_drafts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mapping_rows" ADD CONSTRAINT "mapping_rows_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "mapping_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_requests" ADD CONSTRAINT "consent_requests_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "connector_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connectors"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packages" ADD CONSTRAINT "packages_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connectors"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packages" ADD CONSTRAINT "packages_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connectors"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "items" ADD CONSTRAINT "items_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "packages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
