-- DropIndex
DROP INDEX "finding_organization_order_idx";

-- DropIndex
DROP INDEX "finding_project_order_idx";

-- AlterTable
ALTER TABLE "occurrence" ADD COLUMN     "function_hash" TEXT;

-- CreateTable
CREATE TABLE "backlog_adoption" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "adopted" BOOLEAN NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "answered_by_id" UUID,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" UUID,

    CONSTRAINT "backlog_adoption_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "backlog_adoption_organization_id_project_id_at_idx" ON "backlog_adoption"("organization_id", "project_id", "at");

-- CreateIndex
CREATE INDEX "finding_project_order_idx" ON "finding"("organization_id", "project_id", "dependency", "backlog", "state", "severity_rank", "number");

-- CreateIndex
CREATE INDEX "finding_organization_order_idx" ON "finding"("organization_id", "dependency", "backlog", "state", "severity_rank", "project_id", "number");

-- AddForeignKey
ALTER TABLE "backlog_adoption" ADD CONSTRAINT "backlog_adoption_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The mark means what it says: new, and adopted.
ALTER TABLE "finding" ADD CONSTRAINT "finding_backlog" CHECK (NOT "backlog" OR ("state" = 'new' AND "backlog_at" IS NOT NULL));

ALTER TABLE "backlog_adoption" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "backlog_adoption" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "backlog_adoption" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE ON "backlog_adoption" TO redoubt_app;
