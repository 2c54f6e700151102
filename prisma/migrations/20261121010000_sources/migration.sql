-- AlterTable
ALTER TABLE "connectors" ADD COLUMN     "offered_host_key" TEXT;

-- AlterTable
ALTER TABLE "connection_checks" ADD COLUMN     "connector_id" UUID,
ADD COLUMN     "source_secrets" BYTEA,
ADD COLUMN     "verification_code" BYTEA,
ALTER COLUMN "draft_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "notices" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "packages" ADD COLUMN     "notes" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "connection_checks_connector_id_created_at_idx" ON "connection_checks"("connector_id", "created_at");

-- AddForeignKey
ALTER TABLE "connection_checks" ADD CONSTRAINT "connection_checks_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connectors"("id") ON DELETE CASCADE ON UPDATE CASCADE;
