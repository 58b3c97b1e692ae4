-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations

-- CreateTable
CREATE TABLE "risk_profile" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "one_key_over_usd" DECIMAL(20,2) NOT NULL DEFAULT 10000,
    "no_delay_over_usd" DECIMAL(20,2) NOT NULL DEFAULT 100000,
    "limits_version" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "risk_profile_pkey" PRIMARY KEY ("organization_id","project_id")
);

-- CreateTable
CREATE TABLE "risk_profile_version" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "answers" JSONB NOT NULL,
    "changed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "risk_profile_version_pkey" PRIMARY KEY ("organization_id","project_id","number")
);

-- CreateTable
CREATE TABLE "asset" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "exposure" TEXT NOT NULL,
    "amount" DECIMAL(38,18),
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "value_usd" DECIMAL(20,2),
    "value_origin" TEXT NOT NULL DEFAULT 'person',
    "value_at" TIMESTAMPTZ(3),
    "drain_usd_per_minute" DECIMAL(20,2),
    "liquidity_usd" DECIMAL(20,2),
    "contracts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "deployed_on" DATE,
    "source_verified" BOOLEAN,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "asset_organization_id_project_id_idx" ON "asset"("organization_id", "project_id");

-- AddForeignKey
ALTER TABLE "risk_profile" ADD CONSTRAINT "risk_profile_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_profile_version" ADD CONSTRAINT "risk_profile_version_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "risk_profile"("organization_id", "project_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset" ADD CONSTRAINT "asset_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The second wall.
ALTER TABLE "risk_profile" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "risk_profile" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "risk_profile" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "risk_profile_version" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "risk_profile_version" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "risk_profile_version" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "asset" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "asset" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "asset" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- A version of a profile never changes.
GRANT SELECT, INSERT, UPDATE ON "risk_profile", "asset" TO redoubt_app;
GRANT SELECT, INSERT ON "risk_profile_version" TO redoubt_app;

ALTER TABLE "asset" ADD CONSTRAINT "asset_kind" CHECK ("kind" IN ('contract', 'key', 'oracle', 'bridge', 'data-store', 'service', 'frontend', 'governance', 'pipeline', 'agent'));
ALTER TABLE "asset" ADD CONSTRAINT "asset_exposure" CHECK ("exposure" IN ('public', 'partners', 'team', 'offline'));
ALTER TABLE "asset" ADD CONSTRAINT "asset_value_origin" CHECK ("value_origin" IN ('person', 'revision', 'import'));
ALTER TABLE "asset" ADD CONSTRAINT "asset_amounts" CHECK ("amount" >= 0 AND "value_usd" >= 0 AND "drain_usd_per_minute" >= 0 AND "liquidity_usd" >= 0);
ALTER TABLE "risk_profile" ADD CONSTRAINT "risk_profile_limits" CHECK ("one_key_over_usd" >= 0 AND "no_delay_over_usd" >= 0);
CREATE UNIQUE INDEX "asset_name_key" ON "asset" ("organization_id", "project_id", lower("name")) WHERE "archived_at" IS NULL;
