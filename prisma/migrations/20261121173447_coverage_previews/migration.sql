-- CreateTable
CREATE TABLE "coverage_previews" (
    "id" UUID NOT NULL,
    "draft_id" UUID,
    "connector_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "basis" JSONB NOT NULL,
    "mapping_file" JSONB,
    "progress" JSONB,
    "result" JSONB,
    "failure" TEXT,

    CONSTRAINT "coverage_previews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coverage_lists" (
    "preview_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rows" JSONB NOT NULL,

    CONSTRAINT "coverage_lists_pkey" PRIMARY KEY ("preview_id","name")
);

-- CreateIndex
CREATE INDEX "coverage_previews_draft_id_requested_at_idx" ON "coverage_previews"("draft_id", "requested_at");

-- CreateIndex
CREATE INDEX "coverage_previews_connector_id_requested_at_idx" ON "coverage_previews"("connector_id", "requested_at");

-- AddForeignKey
ALTER TABLE "coverage_previews" ADD CONSTRAINT "coverage_previews_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "connector_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coverage_previews" ADD CONSTRAINT "coverage_previews_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connectors"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coverage_lists" ADD CONSTRAINT "coverage_lists_preview_id_fkey" FOREIGN KEY ("preview_id") REFERENCES "coverage_previews"("id") ON DELETE CASCADE ON UPDATE CASCADE;
