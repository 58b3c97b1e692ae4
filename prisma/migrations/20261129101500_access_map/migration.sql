-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations

-- CreateTable
CREATE TABLE "holder" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "threshold" INTEGER,
    "signers" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "supply_percent" DECIMAL(5,2),
    "delay_seconds" INTEGER NOT NULL DEFAULT 0,
    "contract" TEXT,
    "operators" UUID[] DEFAULT ARRAY[]::UUID[],
    "address" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "holder_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "access_role" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "guard" TEXT NOT NULL,
    "holder_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_role_pkey" PRIMARY KEY ("organization_id","project_id","subject","guard")
);

-- CreateTable
CREATE TABLE "power" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "path" TEXT,
    "functions" JSONB NOT NULL DEFAULT '[]',
    "guards" JSONB NOT NULL,
    "origin" TEXT NOT NULL,
    "hash" TEXT NOT NULL DEFAULT '',
    "money_usd" DECIMAL(20,2),
    "noticed_by" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "changed_revision" INTEGER,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "power_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "access_reading" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "summary" JSONB NOT NULL DEFAULT '{}',
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_reading_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "holder_organization_id_project_id_idx" ON "holder"("organization_id", "project_id");

-- CreateIndex
CREATE INDEX "access_role_organization_id_holder_id_idx" ON "access_role"("organization_id", "holder_id");

-- CreateIndex
CREATE UNIQUE INDEX "power_organization_id_project_id_key_key" ON "power"("organization_id", "project_id", "key");

-- CreateIndex
CREATE INDEX "access_reading_organization_id_project_id_created_at_idx" ON "access_reading"("organization_id", "project_id", "created_at");

-- CreateIndex
CREATE INDEX "access_reading_organization_id_revision_id_idx" ON "access_reading"("organization_id", "revision_id");

-- AddForeignKey
ALTER TABLE "holder" ADD CONSTRAINT "holder_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_role" ADD CONSTRAINT "access_role_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_role" ADD CONSTRAINT "access_role_organization_id_holder_id_fkey" FOREIGN KEY ("organization_id", "holder_id") REFERENCES "holder"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "power" ADD CONSTRAINT "power_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_reading" ADD CONSTRAINT "access_reading_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_reading" ADD CONSTRAINT "access_reading_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- The second wall.
ALTER TABLE "holder" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "holder" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "holder" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "access_role" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "access_role" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "access_role" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "power" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "power" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "power" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "access_reading" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "access_reading" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "access_reading" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE ON "holder", "access_role", "power", "access_reading" TO redoubt_app;

ALTER TABLE "holder" ADD CONSTRAINT "holder_kind" CHECK ("kind" IN ('eoa', 'multisig', 'timelock', 'governor', 'contract', 'service', 'external'));
ALTER TABLE "holder" ADD CONSTRAINT "holder_numbers" CHECK ("threshold" > 0 AND "supply_percent" BETWEEN 0 AND 100 AND "delay_seconds" >= 0);
CREATE UNIQUE INDEX "holder_name_key" ON "holder" ("organization_id", "project_id", lower("name")) WHERE "archived_at" IS NULL;
ALTER TABLE "power" ADD CONSTRAINT "power_kind" CHECK ("kind" IN ('upgrade', 'call-anything', 'hand-over', 'delay', 'oracle', 'verifier', 'sign', 'mint', 'move-money', 'ship', 'freeze-account', 'stop', 'limit', 'setting', 'operate', 'start', 'other'));
ALTER TABLE "power" ADD CONSTRAINT "power_origin" CHECK ("origin" IN ('code', 'person'));
ALTER TABLE "power" ADD CONSTRAINT "power_money" CHECK ("money_usd" >= 0);
ALTER TABLE "access_reading" ADD CONSTRAINT "access_reading_state" CHECK ("state" IN ('queued', 'running', 'done', 'failed', 'cancelled'));
