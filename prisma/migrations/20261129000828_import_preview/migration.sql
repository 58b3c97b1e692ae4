-- Uploaded reports that a person looks at before they are published. Expand only.
-- AlterTable
ALTER TABLE "scan" ADD COLUMN     "preview_first" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "upload_name" TEXT,
ADD COLUMN     "upload_digest" TEXT;

-- CreateTable
CREATE TABLE "import_preview" (
    "organization_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "runs" JSONB NOT NULL,
    "statements" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "removed_key" TEXT,

    CONSTRAINT "import_preview_pkey" PRIMARY KEY ("organization_id","scan_id")
);

-- CreateTable
CREATE TABLE "import_preview_row" (
    "organization_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "finding_id" UUID,
    "scanner" TEXT NOT NULL,
    "title" TEXT,
    "severity" TEXT,
    "path" TEXT,
    "line" INTEGER,
    "why" TEXT NOT NULL,

    CONSTRAINT "import_preview_row_pkey" PRIMARY KEY ("organization_id","scan_id","kind","position")
);

-- CreateIndex
CREATE INDEX "import_preview_organization_id_project_id_expires_at_idx" ON "import_preview"("organization_id", "project_id", "expires_at");

-- CreateIndex
CREATE INDEX "scan_organization_id_project_id_upload_digest_idx" ON "scan"("organization_id", "project_id", "upload_digest");

-- AddForeignKey
ALTER TABLE "import_preview" ADD CONSTRAINT "import_preview_organization_id_scan_id_fkey" FOREIGN KEY ("organization_id", "scan_id") REFERENCES "scan"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_preview_row" ADD CONSTRAINT "import_preview_row_organization_id_scan_id_fkey" FOREIGN KEY ("organization_id", "scan_id") REFERENCES "import_preview"("organization_id", "scan_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "scan" DROP CONSTRAINT "scan_state";
ALTER TABLE "scan" ADD CONSTRAINT "scan_state" CHECK ("state" IN ('queued', 'preparing', 'running', 'previewed', 'publishing', 'succeeded', 'partial', 'failed', 'cancelled'));
ALTER TABLE "import_preview" ADD CONSTRAINT "import_preview_decision" CHECK ("decision" IN ('confirmed', 'discarded', 'expired'));
ALTER TABLE "import_preview_row" ADD CONSTRAINT "import_preview_row_kind" CHECK ("kind" IN ('new', 'reopened', 'moved', 'closes', 'held', 'not-observed', 'unchanged'));

ALTER TABLE "import_preview" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "import_preview" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "import_preview" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "import_preview_row" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "import_preview_row" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "import_preview_row" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "import_preview" TO redoubt_app;
GRANT SELECT, INSERT, DELETE ON "import_preview_row" TO redoubt_app;
