-- What schema.prisma cannot say. Prisma's diff leaves partial indexes alone.

-- An item is taken once, whatever package it comes in again; later copies are recorded as skipped.
CREATE UNIQUE INDEX "items_source_item_once" ON "items" ("connector_id", "source_item_id")
    WHERE "state" <> 'skipped';

-- One active run a connector: the second of two that start at once loses here.
CREATE UNIQUE INDEX "runs_one_active" ON "runs" ("connector_id")
    WHERE "state" IN ('queued', 'fetching', 'delivering', 'reconciling');

-- One delivery for an item and a mailbox, and one for an item that nobody was matched for.
CREATE UNIQUE INDEX "deliveries_item_mailbox_once" ON "deliveries" ("item_id", "mailbox")
    NULLS NOT DISTINCT;
