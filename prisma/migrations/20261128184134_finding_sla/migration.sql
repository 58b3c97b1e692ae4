-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "clock_since" TIMESTAMPTZ(3),
ADD COLUMN     "clock_spent_ms" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "sla_policy" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID,
    "critical_days" INTEGER,
    "high_days" INTEGER,
    "medium_days" INTEGER,
    "low_days" INTEGER,
    "info_days" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_id" UUID,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "sla_policy_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "sla_policy_organization_id_project_id_idx" ON "sla_policy"("organization_id", "project_id");

-- AddForeignKey
ALTER TABLE "sla_policy" ADD CONSTRAINT "sla_policy_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sla_policy" ADD CONSTRAINT "sla_policy_days" CHECK (least("critical_days", "high_days", "medium_days", "low_days", "info_days") > 0 AND greatest("critical_days", "high_days", "medium_days", "low_days", "info_days") <= 3650);
-- One of an organization, and one of each project.
CREATE UNIQUE INDEX "sla_policy_scope_key" ON "sla_policy" ("organization_id", (coalesce("project_id", '00000000-0000-0000-0000-000000000000'::uuid)));
ALTER TABLE "finding" ADD CONSTRAINT "finding_due" CHECK ("due_at" IS NULL OR "clock_since" IS NOT NULL);
CREATE INDEX "finding_project_due_idx" ON "finding" ("organization_id", "project_id", "due_at", "id") WHERE "due_at" IS NOT NULL;
CREATE INDEX "finding_organization_due_idx" ON "finding" ("organization_id", "due_at", "id") WHERE "due_at" IS NOT NULL;

ALTER TABLE "sla_policy" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sla_policy" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "sla_policy" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "sla_policy" TO redoubt_app;

-- Clocks of what is there already: what its history says, since it last came back.
DO $$
DECLARE
  tenant uuid;
BEGIN
  PERFORM set_config('row_security', 'on', true);
  FOR tenant IN SELECT "id" FROM "organization" LOOP
    PERFORM set_config('app.organization_id', tenant::text, true);
    UPDATE "finding" f SET "clock_spent_ms" = c.spent, "clock_since" = CASE WHEN f."backlog" THEN NULL ELSE c.since END
    FROM (
      SELECT s."finding_id",
        coalesce(sum(extract(epoch FROM s.until - s."at") * 1000) FILTER (WHERE s.until IS NOT NULL AND s.runs AND s."at" >= s.restart), 0) AS spent,
        max(greatest(s."at", s.restart)) FILTER (WHERE s.until IS NULL AND s.runs) AS since
      FROM (
        SELECT e."finding_id", e."at", lead(e."at") OVER w AS until,
          e."to" IN ('new', 'confirmed', 'in-progress', 'fix-claimed', 'regressed') AS runs,
          coalesce(max(e."at") FILTER (WHERE e."to" = 'regressed' AND e."from" IS DISTINCT FROM 'regressed') OVER (PARTITION BY e."finding_id"), '-infinity') AS restart
        FROM "finding_event" e
        WHERE e."organization_id" = tenant AND e."kind" IN ('transition', 'undo')
        WINDOW w AS (PARTITION BY e."finding_id" ORDER BY e."at", e."id")
      ) s GROUP BY s."finding_id"
    ) c
    WHERE f."organization_id" = tenant AND f."id" = c."finding_id";
  END LOOP;
  PERFORM set_config('app.organization_id', '', true);
  PERFORM set_config('row_security', 'off', true);
END
$$;
