-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations

-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "issue_url" TEXT;

-- AlterTable
ALTER TABLE "revision" ADD COLUMN     "code_owners" JSONB,
ADD COLUMN     "commits" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "file_authors" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "finding_project_setting" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "assign_by" TEXT NOT NULL DEFAULT 'off',
    "tracker_kind" TEXT,
    "tracker_url" TEXT,
    "tracker_project" TEXT,
    "tracker_issue_type" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_id" UUID,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "finding_project_setting_pkey" PRIMARY KEY ("organization_id","project_id")
);

-- CreateTable
CREATE TABLE "finding_owner" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "finding_owner_pkey" PRIMARY KEY ("organization_id","project_id","handle")
);

-- CreateIndex
CREATE INDEX "finding_owner_organization_id_member_id_idx" ON "finding_owner"("organization_id", "member_id");

-- AddForeignKey
ALTER TABLE "finding_project_setting" ADD CONSTRAINT "finding_project_setting_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_owner" ADD CONSTRAINT "finding_owner_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_owner" ADD CONSTRAINT "finding_owner_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "finding" ADD CONSTRAINT "finding_issue_url" CHECK ("issue_url" ~ '^https://' AND length("issue_url") <= 2000);
ALTER TABLE "finding_project_setting" ADD CONSTRAINT "finding_project_setting_assign" CHECK ("assign_by" IN ('off', 'code-owners', 'last-author', 'owners-then-author'));
ALTER TABLE "finding_project_setting" ADD CONSTRAINT "finding_project_setting_tracker" CHECK (
  ("tracker_kind" IS NULL) = ("tracker_url" IS NULL)
  AND "tracker_kind" IN ('github', 'gitlab', 'jira', 'linear')
  AND "tracker_url" ~ '^https://'
);
ALTER TABLE "finding_owner" ADD CONSTRAINT "finding_owner_handle" CHECK ("handle" = lower("handle") AND length("handle") BETWEEN 2 AND 254);

ALTER TABLE "finding_project_setting" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_project_setting" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_project_setting" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "finding_owner" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_owner" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_owner" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "finding_project_setting", "finding_owner" TO redoubt_app;
