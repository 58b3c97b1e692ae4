-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations

-- CreateTable
CREATE TABLE "economics_parameter" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "row_version" INTEGER NOT NULL,
    "value" DOUBLE PRECISION,
    "origin" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "economics_parameter_pkey" PRIMARY KEY ("organization_id","project_id","key","row_version")
);

-- CreateTable
CREATE TABLE "response_time" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "detect_minutes" DOUBLE PRECISION NOT NULL,
    "decide_minutes" DOUBLE PRECISION NOT NULL,
    "act_minutes" DOUBLE PRECISION NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "response_time_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "economics_control" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "cost_usd" DECIMAL(20,2) NOT NULL,
    "correlation_group" TEXT NOT NULL,
    "levers" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "economics_control_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "simulation" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "seed" INTEGER NOT NULL,
    "inputs_hash" TEXT NOT NULL DEFAULT '',
    "inputs" JSONB,
    "result" JSONB,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "simulation_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "response_time_organization_id_project_id_idx" ON "response_time"("organization_id", "project_id");

-- CreateIndex
CREATE INDEX "economics_control_organization_id_project_id_idx" ON "economics_control"("organization_id", "project_id");

-- CreateIndex
CREATE INDEX "simulation_organization_id_project_id_created_at_idx" ON "simulation"("organization_id", "project_id", "created_at");

-- AddForeignKey
ALTER TABLE "economics_parameter" ADD CONSTRAINT "economics_parameter_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "response_time" ADD CONSTRAINT "response_time_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "economics_control" ADD CONSTRAINT "economics_control_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "simulation" ADD CONSTRAINT "simulation_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The second wall.
ALTER TABLE "economics_parameter" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "economics_parameter" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "economics_parameter" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "response_time" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "response_time" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "response_time" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "economics_control" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "economics_control" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "economics_control" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "simulation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "simulation" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "simulation" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- Who stated what is written once.
GRANT SELECT, INSERT ON "economics_parameter" TO redoubt_app;
GRANT SELECT, INSERT, UPDATE ON "response_time", "economics_control", "simulation" TO redoubt_app;

ALTER TABLE "economics_parameter" ADD CONSTRAINT "economics_parameter_origin" CHECK ("origin" IN ('measured', 'records', 'estimate'));
ALTER TABLE "economics_parameter" ADD CONSTRAINT "economics_parameter_note" CHECK (length("note") > 0 AND "row_version" > 0);
ALTER TABLE "response_time" ADD CONSTRAINT "response_time_kind" CHECK ("kind" IN ('incident', 'drill'));
ALTER TABLE "response_time" ADD CONSTRAINT "response_time_minutes" CHECK ("detect_minutes" >= 0 AND "decide_minutes" >= 0 AND "act_minutes" >= 0);
ALTER TABLE "economics_control" ADD CONSTRAINT "economics_control_state" CHECK ("state" IN ('planned', 'in-place'));
ALTER TABLE "economics_control" ADD CONSTRAINT "economics_control_cost" CHECK ("cost_usd" >= 1);
ALTER TABLE "simulation" ADD CONSTRAINT "simulation_state" CHECK ("state" IN ('queued', 'running', 'done', 'failed', 'cancelled'));
ALTER TABLE "simulation" ADD CONSTRAINT "simulation_done" CHECK ("state" <> 'done' OR ("result" IS NOT NULL AND "inputs" IS NOT NULL AND "inputs_hash" <> ''));

CREATE UNIQUE INDEX "economics_control_name_key" ON "economics_control" ("organization_id", "project_id", lower("name")) WHERE "archived_at" IS NULL;
