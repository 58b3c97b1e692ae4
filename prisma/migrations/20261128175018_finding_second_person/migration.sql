-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "proposed" TEXT;

-- CreateTable
CREATE TABLE "finding_setting" (
    "organization_id" UUID NOT NULL,
    "second_person_from" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "finding_setting_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "finding_proposal" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "decision" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "comment" TEXT,

    CONSTRAINT "finding_proposal_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "finding_grant" (
    "organization_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "granted_by_id" UUID,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_grant_pkey" PRIMARY KEY ("organization_id","finding_id","member_id")
);

-- CreateIndex
CREATE INDEX "finding_proposal_organization_id_finding_id_idx" ON "finding_proposal"("organization_id", "finding_id");

-- CreateIndex
CREATE INDEX "finding_proposal_organization_id_project_id_state_idx" ON "finding_proposal"("organization_id", "project_id", "state");

-- CreateIndex
CREATE INDEX "finding_grant_organization_id_member_id_idx" ON "finding_grant"("organization_id", "member_id");

-- AddForeignKey
ALTER TABLE "finding_setting" ADD CONSTRAINT "finding_setting_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_proposal" ADD CONSTRAINT "finding_proposal_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_grant" ADD CONSTRAINT "finding_grant_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_grant" ADD CONSTRAINT "finding_grant_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "finding" ADD CONSTRAINT "finding_proposed" CHECK ("proposed" IN ('dismiss', 'acknowledge', 'set-severity'));
ALTER TABLE "finding_setting" ADD CONSTRAINT "finding_setting_second_person_from" CHECK ("second_person_from" IN ('critical', 'high', 'medium', 'low', 'info'));
ALTER TABLE "finding_proposal" ADD CONSTRAINT "finding_proposal_command" CHECK ("command" IN ('dismiss', 'acknowledge', 'set-severity'));
ALTER TABLE "finding_proposal" ADD CONSTRAINT "finding_proposal_state" CHECK ("state" IN ('open', 'confirmed', 'refused', 'withdrawn', 'superseded'));
-- Nobody does both halves, whatever the code above believes.
ALTER TABLE "finding_proposal" ADD CONSTRAINT "finding_proposal_second_person" CHECK ("state" NOT IN ('confirmed', 'refused') OR ("decided_by_id" IS NOT NULL AND "decided_by_id" <> "proposed_by_id"));
CREATE UNIQUE INDEX "finding_proposal_open_key" ON "finding_proposal" ("organization_id", "finding_id") WHERE "state" = 'open';
-- What waits for a second person is few among many.
CREATE INDEX "finding_proposed_idx" ON "finding" ("organization_id", "project_id", "severity_rank", "number") WHERE "proposed" IS NOT NULL;

ALTER TABLE "finding_setting" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_setting" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_setting" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "finding_proposal" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_proposal" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_proposal" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "finding_grant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_grant" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_grant" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE ON "finding_setting", "finding_proposal", "finding_grant" TO redoubt_app;
GRANT DELETE ON "finding_grant" TO redoubt_app;

-- Whoever leaves an organization and comes back starts without what was opened to them before.
CREATE FUNCTION "finding_grant_ends"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "finding_grant" WHERE "organization_id" = NEW."organization_id" AND "member_id" = NEW."id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "finding_grant_ends" AFTER UPDATE OF "removed_at" ON "member" FOR EACH ROW WHEN (NEW."removed_at" IS NOT NULL) EXECUTE FUNCTION "finding_grant_ends"();
