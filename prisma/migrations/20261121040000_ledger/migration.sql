-- DropIndex
DROP INDEX "deliveries_run_id_shard_state_idx";

-- DropIndex
DROP INDEX "deliveries_run_id_state_idx";

-- AlterTable
ALTER TABLE "deliveries" DROP COLUMN "attempts";

-- CreateTable
CREATE TABLE "sendings" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "shard" INTEGER NOT NULL,
    "mailbox" TEXT NOT NULL,
    "folder_id" TEXT NOT NULL,
    "delivery_ids" UUID[],
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sendings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_shards" (
    "run_id" UUID NOT NULL,
    "shard" INTEGER NOT NULL,
    "taking" INTEGER NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_shards_pkey" PRIMARY KEY ("run_id","shard")
);

-- CreateIndex
CREATE INDEX "sendings_run_id_shard_idx" ON "sendings"("run_id", "shard");

-- CreateIndex
CREATE INDEX "deliveries_run_id_id_idx" ON "deliveries"("run_id", "id");

-- CreateIndex
CREATE INDEX "deliveries_run_id_shard_mailbox_id_idx" ON "deliveries"("run_id", "shard", "mailbox", "id");

-- AddForeignKey
ALTER TABLE "sendings" ADD CONSTRAINT "sendings_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_shards" ADD CONSTRAINT "run_shards_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Room on each page for a row to grow by its receipt without moving (HOT).
ALTER TABLE "deliveries" SET (fillfactor = 60);

-- What a run has to tell: held and failed deliveries. Receipts never change the reason.
CREATE INDEX "deliveries_exceptions" ON "deliveries" ("run_id", "reason") WHERE "reason" IS NOT NULL;

-- What is held now. The state would be in the index by its condition, and no receipt be written HOT.
DROP INDEX "deliveries_held";
CREATE INDEX "deliveries_held" ON "deliveries" ("item_id")
    WHERE "reason" IS NOT NULL AND "resolved_at" IS NULL;
