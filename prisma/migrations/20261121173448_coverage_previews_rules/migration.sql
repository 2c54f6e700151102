-- What schema.prisma cannot say.

-- A preview is of a draft or of a connector.
ALTER TABLE "coverage_previews" ADD CONSTRAINT "coverage_previews_one_subject"
    CHECK (num_nonnulls("draft_id", "connector_id") = 1);

-- One at a time: the second of two that are asked for at once loses here.
CREATE UNIQUE INDEX "coverage_previews_one_active_of_draft" ON "coverage_previews" ("draft_id")
    WHERE "state" IN ('queued', 'running');
CREATE UNIQUE INDEX "coverage_previews_one_active_of_connector" ON "coverage_previews" ("connector_id")
    WHERE "state" IN ('queued', 'running');
