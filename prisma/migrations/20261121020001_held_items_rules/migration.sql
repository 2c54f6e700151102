-- What schema.prisma cannot say.

-- A held delivery that was resolved makes room for the one that a replay writes.
DROP INDEX "deliveries_item_mailbox_once";
CREATE UNIQUE INDEX "deliveries_item_mailbox_once" ON "deliveries" ("item_id", "mailbox")
    NULLS NOT DISTINCT WHERE "resolved_at" IS NULL;

-- What is held now.
CREATE INDEX "deliveries_held" ON "deliveries" ("item_id")
    WHERE "state" = 'held' AND "resolved_at" IS NULL;

-- Items that a person was not found for, by number or address.
CREATE INDEX "items_unmatched" ON "items" USING gin ("unmatched" jsonb_path_ops)
    WHERE "unmatched" IS NOT NULL;

-- Items whose bytes rest in an object of their own.
CREATE INDEX "items_kept" ON "items" ("connector_id") WHERE "staging_key" IS NOT NULL;

-- Only one look at what a replay has still to read.
CREATE INDEX "replay_items_unread" ON "replay_items" ("run_id", "item_id") WHERE "read_at" IS NULL;

-- Runs that rest until they are woken.
CREATE INDEX "runs_resting" ON "runs" ("wake_at") WHERE "wake_at" IS NOT NULL;

-- The audit log is only ever added to.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entries: entries are never changed or deleted';
END
$$;
CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE ON "audit_entries"
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER "audit_entries_no_truncate" BEFORE TRUNCATE ON "audit_entries"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
