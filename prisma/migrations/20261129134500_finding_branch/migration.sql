-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations

-- AlterTable
ALTER TABLE "finding" ADD COLUMN "branch_only" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "branch_decision" (
    "organization_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "project_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "comment" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "branch_decision_pkey" PRIMARY KEY ("organization_id","finding_id","ref")
);

-- AddForeignKey
ALTER TABLE "branch_decision" ADD CONSTRAINT "branch_decision_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The second wall.
ALTER TABLE "branch_decision" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "branch_decision" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "branch_decision" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "branch_decision" TO redoubt_app;
ALTER TABLE "branch_decision" ADD CONSTRAINT "branch_decision_state" CHECK ("state" IN ('confirmed', 'dismissed', 'acknowledged'));

-- What only other branches show is few, and asked for by itself.
CREATE INDEX "finding_branch_only_idx" ON "finding" ("organization_id", "project_id", "state") WHERE "branch_only";

-- Counters hold what the default branch shows.
CREATE OR REPLACE FUNCTION "finding_count_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "finding_counter" ("organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", "count")
    SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", count(*) FROM new_rows
    WHERE NOT "branch_only"
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT ("organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog")
    DO UPDATE SET "count" = "finding_counter"."count" + excluded."count";
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE "finding_counter" c SET "count" = c."count" - d.n
    FROM (SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", count(*)::int AS n FROM old_rows WHERE NOT "branch_only" GROUP BY 1, 2, 3, 4, 5, 6, 7) d
    WHERE (c."organization_id", c."project_id", c."severity", c."state", c."dependency", c."restricted", c."backlog")
        = (d."organization_id", d."project_id", d."severity", d."state", d."dependency", d."restricted", d."backlog");
  ELSE
    INSERT INTO "finding_counter" ("organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", "count")
    SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", sum(n)::int FROM (
      SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", 1 AS n FROM new_rows WHERE NOT "branch_only"
      UNION ALL
      SELECT "organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog", -1 AS n FROM old_rows WHERE NOT "branch_only"
    ) d GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT ("organization_id", "project_id", "severity", "state", "dependency", "restricted", "backlog")
    DO UPDATE SET "count" = "finding_counter"."count" + excluded."count";
  END IF;
  RETURN NULL;
END $$;

-- What was found on other branches until now; its clock stands while nobody has decided on it.
DO $$
DECLARE
  tenant uuid;
BEGIN
  PERFORM set_config('row_security', 'on', true);
  FOR tenant IN SELECT "id" FROM "organization" LOOP
    PERFORM set_config('app.organization_id', tenant::text, true);
    UPDATE "finding" f SET "branch_only" = true, "clock_since" = NULL, "due_at" = NULL
    FROM (
      SELECT o."finding_id" FROM "occurrence" o JOIN "revision" r ON r."organization_id" = tenant AND r."id" = o."revision_id"
      WHERE o."organization_id" = tenant GROUP BY 1 HAVING NOT bool_or(r."is_default_ref")
    ) b
    WHERE f."organization_id" = tenant AND f."id" = b."finding_id"
      AND NOT EXISTS (SELECT 1 FROM "occurrence" p WHERE p."organization_id" = tenant AND p."finding_id" = f."id" AND p."revision_id" IS NULL)
      AND NOT EXISTS (SELECT 1 FROM "finding" d WHERE d."organization_id" = tenant AND d."duplicate_of_id" = f."id");
  END LOOP;
  PERFORM set_config('app.organization_id', '', true);
  PERFORM set_config('row_security', 'off', true);
END
$$;
