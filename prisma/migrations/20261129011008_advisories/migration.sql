-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations

-- AlterTable
ALTER TABLE "inventory" ADD COLUMN     "match_digest" TEXT;

-- CreateTable
CREATE TABLE "advisory_import" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "upload_key" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "byte_count" BIGINT NOT NULL,
    "progress" JSONB NOT NULL DEFAULT '{}',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "notices" JSONB NOT NULL DEFAULT '[]',
    "failure" TEXT,
    "data_as_of" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "advisory_import_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "advisory" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "modified" TIMESTAMPTZ(3) NOT NULL,
    "published" TIMESTAMPTZ(3),
    "withdrawn" TIMESTAMPTZ(3),
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "summary" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "vectors" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "rating" TEXT,
    "cwe" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "references" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "digest" TEXT NOT NULL,

    CONSTRAINT "advisory_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "advisory_package" (
    "organization_id" UUID NOT NULL,
    "advisory_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "ecosystem" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ranges" JSONB NOT NULL,
    "versions" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "advisory_package_pkey" PRIMARY KEY ("organization_id","advisory_id","position")
);

-- CreateTable
CREATE TABLE "advisory_coverage" (
    "organization_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "advisories" INTEGER NOT NULL,
    "withdrawn" INTEGER NOT NULL DEFAULT 0,
    "newest" TIMESTAMPTZ(3),
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "advisory_coverage_pkey" PRIMARY KEY ("organization_id","subject")
);

-- CreateTable
CREATE TABLE "advisory_score" (
    "organization_id" UUID NOT NULL,
    "cve" TEXT NOT NULL,
    "epss" REAL NOT NULL,
    "percentile" REAL NOT NULL,

    CONSTRAINT "advisory_score_pkey" PRIMARY KEY ("organization_id","cve")
);

-- CreateTable
CREATE TABLE "advisory_exploited" (
    "organization_id" UUID NOT NULL,
    "cve" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "added_on" DATE NOT NULL,
    "due_on" DATE,
    "ransomware" BOOLEAN NOT NULL,

    CONSTRAINT "advisory_exploited_pkey" PRIMARY KEY ("organization_id","cve")
);

-- CreateTable
CREATE TABLE "component_advisory" (
    "organization_id" UUID NOT NULL,
    "manifest_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "advisory_id" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "severity" TEXT NOT NULL,
    "fixed" TEXT,
    "exploited" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "component_advisory_pkey" PRIMARY KEY ("organization_id","manifest_id","ordinal","advisory_id")
);

-- CreateIndex
CREATE INDEX "advisory_import_organization_id_created_at_id_idx" ON "advisory_import"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "advisory_package_organization_id_ecosystem_name_idx" ON "advisory_package"("organization_id", "ecosystem", "name");

-- AddForeignKey
ALTER TABLE "advisory_import" ADD CONSTRAINT "advisory_import_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "advisory" ADD CONSTRAINT "advisory_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "advisory_package" ADD CONSTRAINT "advisory_package_organization_id_advisory_id_fkey" FOREIGN KEY ("organization_id", "advisory_id") REFERENCES "advisory"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "advisory_coverage" ADD CONSTRAINT "advisory_coverage_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "advisory_score" ADD CONSTRAINT "advisory_score_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "advisory_exploited" ADD CONSTRAINT "advisory_exploited_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "component_advisory" ADD CONSTRAINT "component_advisory_organization_id_manifest_id_ordinal_fkey" FOREIGN KEY ("organization_id", "manifest_id", "ordinal") REFERENCES "component"("organization_id", "manifest_id", "ordinal") ON DELETE CASCADE ON UPDATE CASCADE;

-- The second wall. Advisories belong to an organization: what one imports closes and opens findings of no other (docs/decisions/0019).
ALTER TABLE "advisory_import" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "advisory_import" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "advisory_import" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "advisory" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "advisory" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "advisory" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "advisory_package" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "advisory_package" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "advisory_package" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "advisory_coverage" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "advisory_coverage" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "advisory_coverage" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "advisory_score" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "advisory_score" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "advisory_score" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "advisory_exploited" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "advisory_exploited" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "advisory_exploited" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "component_advisory" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "component_advisory" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "component_advisory" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- Imports end and stay as history. What is known of an advisory is replaced whole.
GRANT SELECT, INSERT, UPDATE ON "advisory_import", "advisory", "advisory_coverage" TO redoubt_app;
GRANT SELECT, INSERT, DELETE ON "advisory_package" TO redoubt_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "advisory_score", "advisory_exploited" TO redoubt_app;
GRANT SELECT, INSERT, DELETE ON "component_advisory" TO redoubt_app;

ALTER TABLE "advisory_import" ADD CONSTRAINT "advisory_import_state" CHECK ("state" IN ('queued', 'reading', 'succeeded', 'failed', 'cancelled'));
ALTER TABLE "advisory_import" ADD CONSTRAINT "advisory_import_kind" CHECK ("kind" IN ('osv', 'epss', 'kev'));
