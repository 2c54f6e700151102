-- DropIndex
DROP INDEX "mapping_rows_version_id_mobile_number_idx";

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "matched_by" TEXT;

-- CreateIndex
CREATE INDEX "mapping_rows_mobile_number_version_id_idx" ON "mapping_rows"("mobile_number", "version_id");
