-- AlterTable
ALTER TABLE "connectors" ADD COLUMN     "next_second_look_at" TIMESTAMPTZ(3),
ADD COLUMN     "second_look_time" TEXT DEFAULT '17:00';

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "wake_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "resolution" TEXT,
ADD COLUMN     "resolved_at" TIMESTAMPTZ(3),
ADD COLUMN     "resolved_by" TEXT,
ADD COLUMN     "resolved_reason" TEXT,
ADD COLUMN     "resolved_run_id" UUID;

-- CreateTable
CREATE TABLE "replay_items" (
    "run_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "replay_items_pkey" PRIMARY KEY ("run_id","item_id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "from_address" TEXT,
    "action" TEXT NOT NULL,
    "connector_id" UUID,
    "subjects" JSONB NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "replay_items_item_id_idx" ON "replay_items"("item_id");

-- CreateIndex
CREATE INDEX "audit_entries_connector_id_id_idx" ON "audit_entries"("connector_id", "id");

-- AddForeignKey
ALTER TABLE "replay_items" ADD CONSTRAINT "replay_items_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replay_items" ADD CONSTRAINT "replay_items_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
