-- CreateTable
CREATE TABLE "evidence" (
    "run_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "previous_head" TEXT,
    "key_id" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "file_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "head" TEXT,
    "file_sha256" TEXT,
    "size_bytes" BIGINT,
    "receipts" INTEGER,
    "signed_at" TIMESTAMPTZ(3),
    "time_stamp_state" TEXT NOT NULL DEFAULT 'off',
    "time_stamped_at" TIMESTAMPTZ(3),
    "receipts_pruned_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "evidence_keys" (
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_items" (
    "connector_id" UUID NOT NULL,
    "source_item_id_sha256" BYTEA NOT NULL,

    CONSTRAINT "known_items_pkey" PRIMARY KEY ("connector_id","source_item_id_sha256")
);

-- CreateIndex
CREATE INDEX "evidence_signed_at_idx" ON "evidence"("signed_at");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_connector_id_sequence_key" ON "evidence"("connector_id", "sequence");

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "evidence_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
