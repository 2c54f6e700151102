-- What schema.prisma cannot say.

-- One key signs at a time: the second of two that are made at once loses here.
CREATE UNIQUE INDEX "evidence_keys_one_active" ON "evidence_keys" ((true)) WHERE "retired_at" IS NULL;
