-- What schema.prisma cannot say.

-- One read-back of a run at a time: the second of two that are asked for at once loses here.
CREATE UNIQUE INDEX "read_backs_one_active" ON "read_backs" ("run_id")
    WHERE "state" IN ('queued', 'running');
