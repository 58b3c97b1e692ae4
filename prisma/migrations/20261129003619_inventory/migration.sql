-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations

-- CreateTable
CREATE TABLE "inventory" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "notices" JSONB NOT NULL DEFAULT '[]',
    "component_count" INTEGER NOT NULL DEFAULT 0,
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "inventory_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "manifest" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "component_count" INTEGER NOT NULL,
    "notices" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "manifest_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "inventory_manifest" (
    "organization_id" UUID NOT NULL,
    "inventory_id" UUID NOT NULL,
    "manifest_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "inventory_manifest_pkey" PRIMARY KEY ("organization_id","inventory_id","manifest_id")
);

-- CreateTable
CREATE TABLE "component" (
    "organization_id" UUID NOT NULL,
    "manifest_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "ecosystem" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT,
    "purl" TEXT NOT NULL,
    "direct" BOOLEAN NOT NULL,
    "dev" BOOLEAN NOT NULL,
    "line" INTEGER,
    "licence" TEXT,
    "integrity" TEXT,
    "repository" TEXT,
    "commit" TEXT,
    "known_as" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "depends_on" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "way" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "component_pkey" PRIMARY KEY ("organization_id","manifest_id","ordinal")
);

-- CreateIndex
CREATE INDEX "inventory_organization_id_project_id_idx" ON "inventory"("organization_id", "project_id");

-- CreateIndex
CREATE UNIQUE INDEX "inventory_organization_id_revision_id_key" ON "inventory"("organization_id", "revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "manifest_organization_id_project_id_digest_key" ON "manifest"("organization_id", "project_id", "digest");

-- CreateIndex
CREATE INDEX "inventory_manifest_organization_id_manifest_id_idx" ON "inventory_manifest"("organization_id", "manifest_id");

-- CreateIndex
CREATE INDEX "component_organization_id_ecosystem_name_idx" ON "component"("organization_id", "ecosystem", "name");

-- CreateIndex
CREATE INDEX "component_organization_id_manifest_id_name_ordinal_idx" ON "component"("organization_id", "manifest_id", "name", "ordinal");

-- AddForeignKey
ALTER TABLE "inventory" ADD CONSTRAINT "inventory_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory" ADD CONSTRAINT "inventory_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "manifest" ADD CONSTRAINT "manifest_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_manifest" ADD CONSTRAINT "inventory_manifest_organization_id_inventory_id_fkey" FOREIGN KEY ("organization_id", "inventory_id") REFERENCES "inventory"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_manifest" ADD CONSTRAINT "inventory_manifest_organization_id_manifest_id_fkey" FOREIGN KEY ("organization_id", "manifest_id") REFERENCES "manifest"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "component" ADD CONSTRAINT "component_organization_id_manifest_id_fkey" FOREIGN KEY ("organization_id", "manifest_id") REFERENCES "manifest"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The second wall.
ALTER TABLE "inventory" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "inventory" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "inventory" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "manifest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "manifest" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "manifest" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "inventory_manifest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "inventory_manifest" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "inventory_manifest" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "component" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "component" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "component" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- A lock file that was read, and its components, never change; an inventory is read anew when that was asked for.
GRANT SELECT, INSERT, UPDATE ON "inventory" TO redoubt_app;
GRANT SELECT, INSERT, DELETE ON "inventory_manifest" TO redoubt_app;
GRANT SELECT, INSERT ON "manifest", "component" TO redoubt_app;

ALTER TABLE "inventory" ADD CONSTRAINT "inventory_state" CHECK ("state" IN ('queued', 'reading', 'ready', 'failed'));
