-- The second wall: row-level security, grants, append-only tables, counters and value checks.
-- Policies read the tenant from a transaction-local setting; unset or empty means no rows.

-- Tenant tables --------------------------------------------------------------
ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "member" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "member" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "grant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "grant" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "grant" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "invitation" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "audit_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_event" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "audit_event" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "notification" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notification" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "notification" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "project" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "project" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "project" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "project_sequence" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "project_sequence" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "project_sequence" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "source" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "source" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "source" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "revision" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "revision" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "revision" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "project_root" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "project_root" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "project_root" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "artifact" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "artifact" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "artifact" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "scan_request" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "scan_request" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "scan_request" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "scan" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "scan" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "scan" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "scan_log_line" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "scan_log_line" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "scan_log_line" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "scan_hold" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "scan_hold" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "scan_hold" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "finding" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "occurrence" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "occurrence" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "occurrence" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "fingerprint" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "fingerprint" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "fingerprint" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "finding_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_event" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_event" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "snooze" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "snooze" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "snooze" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "finding_counter" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_counter" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_counter" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "poc" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "poc" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "poc" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "poc_run" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "poc_run" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "poc_run" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "poc_run_log_line" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "poc_run_log_line" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "poc_run_log_line" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "report" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "report" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "report" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- People see their own memberships, and the organizations that these belong to, before one is chosen.
CREATE POLICY "own_membership" ON "member" FOR SELECT USING ("user_id" = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));

-- The organization row has no organization_id: enabled, not forced, so that organization_ids() can list ids.
ALTER TABLE "organization" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "organization" USING ("id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
CREATE POLICY "own_organization" ON "organization" FOR SELECT USING (EXISTS (SELECT 1 FROM "member" m WHERE m."organization_id" = "organization"."id" AND m."removed_at" IS NULL AND m."user_id" = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)));

-- Schedules need to know which organizations exist, and nothing else about them.
CREATE FUNCTION "organization_ids"() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ SELECT "id" FROM "organization" ORDER BY "id" $$;
REVOKE ALL ON FUNCTION "organization_ids"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "organization_ids"() TO redoubt_app;

-- Grants ---------------------------------------------------------------------
GRANT USAGE ON SCHEMA public TO redoubt_app;
GRANT SELECT, INSERT, UPDATE ON
  "user", "identity", "session", "verification_token", "rate_limit",
  "organization", "member", "grant", "invitation", "notification",
  "project", "project_sequence", "source", "revision", "project_root", "artifact",
  "scan_request", "scan", "scan_hold", "finding", "occurrence", "fingerprint", "snooze", "finding_counter",
  "poc", "poc_run", "report"
TO redoubt_app;
-- Append-only: history can be written and read, never changed.
GRANT SELECT, INSERT ON "audit_event", "identity_event", "finding_event", "scan_log_line", "poc_run_log_line" TO redoubt_app;
-- The few rows that the product itself takes away; removing an organization cascades as the owner.
GRANT DELETE ON "session", "rate_limit", "verification_token", "grant", "snooze", "project_root", "finding_counter", "organization" TO redoubt_app;

-- Values ---------------------------------------------------------------------
ALTER TABLE "member" ADD CONSTRAINT "member_role" CHECK ("role" IN ('owner', 'security-lead', 'developer', 'manager', 'auditor', 'ci'));
ALTER TABLE "grant" ADD CONSTRAINT "grant_role" CHECK ("role" IN ('security-lead', 'developer', 'manager', 'auditor', 'ci'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role" CHECK ("role" IN ('owner', 'security-lead', 'developer', 'manager', 'auditor', 'ci'));
ALTER TABLE "project" ADD CONSTRAINT "project_kind" CHECK ("kind" IN ('protocol', 'dapp', 'service', 'library'));
ALTER TABLE "source" ADD CONSTRAINT "source_kind" CHECK ("kind" IN ('git', 'upload', 'folder', 'push', 'verified-source'));
ALTER TABLE "revision" ADD CONSTRAINT "revision_state" CHECK ("state" IN ('queued', 'fetching', 'ready', 'failed', 'cancelled'));
ALTER TABLE "project_root" ADD CONSTRAINT "project_root_compiles" CHECK ("compiles" IN ('yes', 'no', 'not-tried'));
ALTER TABLE "scan" ADD CONSTRAINT "scan_state" CHECK ("state" IN ('queued', 'preparing', 'running', 'publishing', 'succeeded', 'partial', 'failed', 'cancelled'));
ALTER TABLE "finding" ADD CONSTRAINT "finding_state" CHECK ("state" IN ('new', 'confirmed', 'in-progress', 'fix-claimed', 'resolved', 'regressed', 'not-observed', 'dismissed', 'acknowledged', 'duplicate'));
ALTER TABLE "finding" ADD CONSTRAINT "finding_severity" CHECK (("severity", "severity_rank") IN (('critical', 0), ('high', 1), ('medium', 2), ('low', 3), ('info', 4)));
ALTER TABLE "poc_run" ADD CONSTRAINT "poc_run_state" CHECK ("state" IN ('queued', 'running', 'finished', 'failed', 'cancelled'));
ALTER TABLE "poc_run" ADD CONSTRAINT "poc_run_verdict" CHECK ("verdict" IN ('reproduces', 'does-not-reproduce', 'error'));
ALTER TABLE "report" ADD CONSTRAINT "report_render_state" CHECK ("render_state" IN ('queued', 'ready', 'failed'));

-- Counters -------------------------------------------------------------------
-- One statement-level function for the three kinds of change; rows of one counter are updated in key order,
-- so that two writers never lock in opposite order.
CREATE FUNCTION "finding_count_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "finding_counter" ("organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", "count")
    SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", count(*) FROM new_rows
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT ("organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog")
    DO UPDATE SET "count" = "finding_counter"."count" + excluded."count";
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE "finding_counter" c SET "count" = c."count" - d.n
    FROM (SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", count(*)::int AS n FROM old_rows GROUP BY 1, 2, 3, 4, 5, 6, 7) d
    WHERE (c."organization_id", c."project_id", c."severity", c."state", c."dependency", c."restricted", c."backlog")
        = (d."organization_id", d."project_id", d."severity", d."state", d."dependency", d."restricted", d."backlog");
  ELSE
    INSERT INTO "finding_counter" ("organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", "count")
    SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", sum(n)::int FROM (
      SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", 1 AS n FROM new_rows
      UNION ALL
      SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", -1 AS n FROM old_rows
    ) d GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT ("organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog")
    DO UPDATE SET "count" = "finding_counter"."count" + excluded."count";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "finding_count_insert" AFTER INSERT ON "finding" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "finding_count_changed"();
CREATE TRIGGER "finding_count_update" AFTER UPDATE ON "finding" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "finding_count_changed"();
CREATE TRIGGER "finding_count_delete" AFTER DELETE ON "finding" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "finding_count_changed"();

