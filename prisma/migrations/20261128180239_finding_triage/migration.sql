-- AlterTable
ALTER TABLE "user" ADD COLUMN     "preferences" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "saved_view" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "list" JSONB NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "finding_visit" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" TIMESTAMPTZ(3),

    CONSTRAINT "finding_visit_pkey" PRIMARY KEY ("organization_id","project_id","member_id")
);

-- CreateIndex
CREATE INDEX "saved_view_organization_id_member_id_idx" ON "saved_view"("organization_id", "member_id");

-- CreateIndex
CREATE INDEX "saved_view_organization_id_shared_position_idx" ON "saved_view"("organization_id", "shared", "position");

-- CreateIndex
CREATE INDEX "finding_visit_organization_id_member_id_idx" ON "finding_visit"("organization_id", "member_id");

-- Paths in the order of their bytes, whatever the database's collation: what lies in a folder then stands together.
ALTER TABLE "finding" ALTER COLUMN "path" TYPE TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "finding_detector_order_idx" ON "finding"("organization_id", "project_id", "scanner", "detector", "dependency", "backlog", "state", "severity_rank", "number");

-- CreateIndex
CREATE INDEX "finding_path_order_idx" ON "finding"("organization_id", "project_id", "path", "dependency", "backlog", "state", "severity_rank", "number");

-- CreateIndex
CREATE INDEX "finding_organization_id_project_id_due_at_idx" ON "finding"("organization_id", "project_id", "due_at");

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_visit" ADD CONSTRAINT "finding_visit_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_visit" ADD CONSTRAINT "finding_visit_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "saved_view" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "saved_view" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "saved_view" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "saved_view" TO redoubt_app;

ALTER TABLE "finding_visit" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_visit" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_visit" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE ON "finding_visit" TO redoubt_app;
