-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN     "link" BYTEA,
ALTER COLUMN "id" DROP DEFAULT;
DROP SEQUENCE "audit_entries_id_seq";
