-- Held items by reason, newest first, however many there are: the page reads no more than it shows.
-- Like deliveries_held, without a column that a receipt changes.
CREATE INDEX "deliveries_held_by_reason" ON "deliveries" ("reason", "item_id")
    WHERE "reason" IS NOT NULL AND "resolved_at" IS NULL;

-- A person's held items.
CREATE INDEX "deliveries_held_by_mailbox" ON "deliveries" (lower("mailbox"))
    WHERE "reason" IS NOT NULL AND "resolved_at" IS NULL;
