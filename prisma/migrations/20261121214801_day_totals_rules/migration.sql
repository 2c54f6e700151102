-- What schema.prisma cannot say.

-- Takes what a finished run counted out of its day and puts what it counts now into it: exact also
-- where a finished run is counted anew or deleted.
CREATE FUNCTION "count_run_in_day"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.finished_at IS NOT NULL THEN
        UPDATE day_totals SET
            runs = runs - 1,
            not_green = not_green - (OLD.state <> 'completed')::int,
            imported = imported - OLD.imported,
            partially_imported = partially_imported - OLD.partially_imported,
            skipped = skipped - OLD.skipped,
            failed = failed - OLD.failed,
            held = held - OLD.held
        WHERE day = (OLD.finished_at AT TIME ZONE 'UTC')::date;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.finished_at IS NOT NULL THEN
        INSERT INTO day_totals AS total
            (day, runs, not_green, imported, partially_imported, skipped, failed, held)
        VALUES ((NEW.finished_at AT TIME ZONE 'UTC')::date, 1, (NEW.state <> 'completed')::int,
            NEW.imported, NEW.partially_imported, NEW.skipped, NEW.failed, NEW.held)
        ON CONFLICT (day) DO UPDATE SET
            runs = total.runs + excluded.runs,
            not_green = total.not_green + excluded.not_green,
            imported = total.imported + excluded.imported,
            partially_imported = total.partially_imported + excluded.partially_imported,
            skipped = total.skipped + excluded.skipped,
            failed = total.failed + excluded.failed,
            held = total.held + excluded.held;
    END IF;
    RETURN NULL;
END $$;

-- A run in progress, which changes several times a second, does not come near it.
CREATE TRIGGER "runs_counted_in_day_insert" AFTER INSERT ON "runs" FOR EACH ROW
    WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION "count_run_in_day"();
CREATE TRIGGER "runs_counted_in_day_update" AFTER UPDATE ON "runs" FOR EACH ROW
    WHEN (NEW.finished_at IS NOT NULL OR OLD.finished_at IS NOT NULL)
    EXECUTE FUNCTION "count_run_in_day"();
CREATE TRIGGER "runs_counted_in_day_delete" AFTER DELETE ON "runs" FOR EACH ROW
    WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION "count_run_in_day"();

INSERT INTO "day_totals"
    (day, runs, not_green, imported, partially_imported, skipped, failed, held)
SELECT (finished_at AT TIME ZONE 'UTC')::date, count(*), count(*) FILTER (WHERE state <> 'completed'),
    sum(imported), sum(partially_imported), sum(skipped), sum(failed), sum(held)
FROM runs WHERE finished_at IS NOT NULL GROUP BY 1;
