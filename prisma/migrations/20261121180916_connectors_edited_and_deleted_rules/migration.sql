-- What schema.prisma cannot say.

-- A name belongs to one connector, in whatever case; that of a deleted one is free again.
CREATE UNIQUE INDEX "connectors_name_once" ON "connectors" (lower("name"))
    WHERE "deleted_at" IS NULL;
