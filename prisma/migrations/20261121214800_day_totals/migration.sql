-- CreateTable
CREATE TABLE "day_totals" (
    "day" DATE NOT NULL,
    "runs" INTEGER NOT NULL DEFAULT 0,
    "not_green" INTEGER NOT NULL DEFAULT 0,
    "imported" BIGINT NOT NULL DEFAULT 0,
    "partially_imported" BIGINT NOT NULL DEFAULT 0,
    "skipped" BIGINT NOT NULL DEFAULT 0,
    "failed" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "day_totals_pkey" PRIMARY KEY ("day")
);
