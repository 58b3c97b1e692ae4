-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "decided_from" TEXT,
ADD COLUMN     "decision_origin" TEXT,
ADD COLUMN     "policy_id" UUID;

-- CreateTable
CREATE TABLE "finding_policy" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID,
    "detector" TEXT,
    "path" TEXT,
    "package" TEXT,
    "advisory" TEXT,
    "severity_at_most" TEXT,
    "branch" TEXT,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "comment" TEXT NOT NULL,
    "compensating_control" TEXT NOT NULL DEFAULT '',
    "owner_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "author_id" UUID NOT NULL,
    "approver_id" UUID,
    "note" TEXT,
    "approval_needed" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "activated_at" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" UUID,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "finding_policy_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "finding_policy_organization_id_state_idx" ON "finding_policy"("organization_id", "state");

-- CreateIndex
CREATE INDEX "finding_policy_organization_id_project_id_idx" ON "finding_policy"("organization_id", "project_id");

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_organization_id_policy_id_fkey" FOREIGN KEY ("organization_id", "policy_id") REFERENCES "finding_policy"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_policy" ADD CONSTRAINT "finding_policy_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_policy" ADD CONSTRAINT "finding_policy_organization_id_owner_id_fkey" FOREIGN KEY ("organization_id", "owner_id") REFERENCES "member"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "finding" ADD CONSTRAINT "finding_decision_origin" CHECK ("decision_origin" IN ('human', 'policy', 'in-code', 'tool', 'import'));
ALTER TABLE "finding_policy" ADD CONSTRAINT "finding_policy_state" CHECK ("state" IN ('draft', 'awaiting-approval', 'active', 'expired', 'revoked'));
ALTER TABLE "finding_policy" ADD CONSTRAINT "finding_policy_decision" CHECK (("decision" = 'dismiss' AND "reason" IS NOT NULL) OR ("decision" = 'acknowledge' AND "reason" IS NULL));
ALTER TABLE "finding_policy" ADD CONSTRAINT "finding_policy_scope" CHECK (num_nonnulls("detector", "path", "package", "advisory") > 0);
-- Nobody approves what they wrote, whatever the code above believes.
ALTER TABLE "finding_policy" ADD CONSTRAINT "finding_policy_second_person" CHECK ("state" NOT IN ('active', 'expired') OR NOT "approval_needed" OR ("approver_id" IS NOT NULL AND "approver_id" <> "author_id"));
ALTER TABLE "finding_policy" ADD CONSTRAINT "finding_policy_year" CHECK ("activated_at" IS NULL OR "expires_at" <= "activated_at" + interval '366 days');
-- Findings of a policy are few among many.
CREATE INDEX "finding_policy_idx" ON "finding" ("organization_id", "policy_id") WHERE "policy_id" IS NOT NULL;

ALTER TABLE "finding_policy" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_policy" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_policy" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE ON "finding_policy" TO redoubt_app;

-- Who set aside what is set aside already: the origin of the transition that did. What "policy" said before there were
-- policies was the configuration of a tool. By organization, so that it also works for an owner that obeys the policies.
DO $$
DECLARE
  tenant uuid;
BEGIN
  PERFORM set_config('row_security', 'on', true);
  FOR tenant IN SELECT "id" FROM "organization" LOOP
    PERFORM set_config('app.organization_id', tenant::text, true);
    UPDATE "finding" f SET
      "decision_origin" = CASE WHEN e."origin" = 'policy' THEN 'tool' WHEN e."origin" IN ('in-code', 'import') THEN e."origin" ELSE 'human' END,
      "decided_from" = CASE WHEN e."origin" IN ('policy', 'in-code') THEN e."from" END
    FROM (
      SELECT DISTINCT ON ("finding_id") "finding_id", "origin", "from" FROM "finding_event"
      WHERE "organization_id" = tenant AND "kind" IN ('transition', 'undo')
      ORDER BY "finding_id", "at" DESC, "id" DESC
    ) e
    WHERE f."organization_id" = tenant AND f."id" = e."finding_id" AND f."state" IN ('dismissed', 'acknowledged', 'duplicate');
  END LOOP;
  PERFORM set_config('app.organization_id', '', true);
  PERFORM set_config('row_security', 'off', true);
END
$$;
