-- CreateTable
CREATE TABLE "read_backs" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "receipts_from" TEXT,
    "expected" INTEGER,
    "compared" INTEGER NOT NULL DEFAULT 0,
    "missing" INTEGER NOT NULL DEFAULT 0,
    "altered" INTEGER NOT NULL DEFAULT 0,
    "twice" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,

    CONSTRAINT "read_backs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "read_back_differences" (
    "read_back_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "source_item_id" TEXT,
    "event_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "read_back_differences_pkey" PRIMARY KEY ("read_back_id","number")
);

-- CreateIndex
CREATE INDEX "read_backs_run_id_requested_at_idx" ON "read_backs"("run_id", "requested_at");

-- AddForeignKey
ALTER TABLE "read_backs" ADD CONSTRAINT "read_backs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "read_back_differences" ADD CONSTRAINT "read_back_differences_read_back_id_fkey" FOREIGN KEY ("read_back_id") REFERENCES "read_backs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
