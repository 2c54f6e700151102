-- DropIndex
DROP INDEX "connectors_name_key";

-- AlterTable
ALTER TABLE "connectors" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "deleted_by" TEXT;

-- AlterTable
ALTER TABLE "connector_drafts" ADD COLUMN     "edits_id" UUID;
