-- What schema.prisma cannot say.

-- One alert at a time for a rule and a connector, or the deployment: of two workers that find the same
-- thing at once, the second loses here.
CREATE UNIQUE INDEX "alerts_one_active" ON "alerts" ("rule", "connector_id") NULLS NOT DISTINCT
    WHERE "state" IN ('pending', 'open');

CREATE UNIQUE INDEX "alert_rule_settings_once" ON "alert_rule_settings" ("rule", "connector_id")
    NULLS NOT DISTINCT;
