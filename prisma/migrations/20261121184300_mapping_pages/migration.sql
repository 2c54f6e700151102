-- AlterTable
ALTER TABLE "mapping_versions" ADD COLUMN     "changes" JSONB,
ADD COLUMN     "proposed_for" UUID,
ADD COLUMN     "restored_from" INTEGER;

-- CreateTable
CREATE TABLE "mapping_pages" (
    "version_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "first_number" BIGINT NOT NULL,
    "last_number" BIGINT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "rows" BYTEA NOT NULL,

    CONSTRAINT "mapping_pages_pkey" PRIMARY KEY ("version_id","number")
);

-- The rows there are, as lib/domain/mapping-file/mapping-page.ts writes them.
INSERT INTO "mapping_pages" ("version_id", "number", "first_number", "last_number", "row_count", "rows")
SELECT version_id, page, min(mobile), max(mobile), count(*),
  string_agg(
    set_byte('\x00'::bytea, 0,
      CASE WHEN holds_from IS NULL THEN 0 ELSE 1 END + CASE WHEN holds_until IS NULL THEN 0 ELSE 2 END)
    || int8send(mobile) || int4send(line)
    || coalesce(int8send((extract(epoch FROM holds_from) * 1000)::bigint), ''::bytea)
    || coalesce(int8send((extract(epoch FROM holds_until) * 1000)::bigint), ''::bytea)
    || int2send(octet_length(mailbox)::int2) || convert_to(mailbox, 'UTF8'),
    ''::bytea ORDER BY mobile, line)
FROM (
  SELECT *, mobile_number::bigint AS mobile,
    (dense_rank() OVER (PARTITION BY version_id ORDER BY mobile_number::bigint) - 1) / 128 AS page
  FROM "mapping_rows"
) AS numbered
GROUP BY version_id, page;

-- DropTable
DROP TABLE "mapping_rows";

-- CreateIndex
CREATE INDEX "mapping_pages_version_id_first_number_idx" ON "mapping_pages"("version_id", "first_number");

-- CreateIndex
CREATE INDEX "mapping_versions_proposed_for_idx" ON "mapping_versions"("proposed_for");

-- AddForeignKey
ALTER TABLE "mapping_pages" ADD CONSTRAINT "mapping_pages_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "mapping_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
