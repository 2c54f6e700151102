-- CreateTable
CREATE TABLE "run_curves" (
    "run_id" UUID NOT NULL,
    "curve" JSONB NOT NULL,

    CONSTRAINT "run_curves_pkey" PRIMARY KEY ("run_id")
);

-- AddForeignKey
ALTER TABLE "run_curves" ADD CONSTRAINT "run_curves_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
