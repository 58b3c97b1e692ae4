-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations

-- AlterTable
ALTER TABLE "report" ADD COLUMN     "due_key" TEXT,
ADD COLUMN     "scheduled" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "report_share" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "recipient" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,
    "openings" INTEGER NOT NULL DEFAULT 0,
    "last_opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_share_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "report_schedule" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "cadence" TEXT NOT NULL,
    "weekday" SMALLINT,
    "hour" SMALLINT,
    "set_by_id" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "stopped_because" TEXT,

    CONSTRAINT "report_schedule_pkey" PRIMARY KEY ("organization_id","project_id")
);

-- CreateTable
CREATE TABLE "report_subscription" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "report_subscription_pkey" PRIMARY KEY ("organization_id","project_id","member_id")
);

-- CreateIndex
CREATE INDEX "report_share_organization_id_report_id_idx" ON "report_share"("organization_id", "report_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_share_organization_id_token_hash_key" ON "report_share"("organization_id", "token_hash");

-- CreateIndex
CREATE INDEX "report_subscription_organization_id_member_id_idx" ON "report_subscription"("organization_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_organization_id_project_id_due_key_key" ON "report"("organization_id", "project_id", "due_key");

-- AddForeignKey
ALTER TABLE "report_share" ADD CONSTRAINT "report_share_organization_id_report_id_fkey" FOREIGN KEY ("organization_id", "report_id") REFERENCES "report"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_subscription" ADD CONSTRAINT "report_subscription_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_subscription" ADD CONSTRAINT "report_subscription_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The second wall.
ALTER TABLE "report_share" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "report_share" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "report_share" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "report_schedule" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "report_schedule" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "report_schedule" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "report_subscription" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "report_subscription" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "report_subscription" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- Links and schedules end, they are never removed; a subscription is nothing but its row.
GRANT SELECT, INSERT, UPDATE ON "report_share", "report_schedule" TO redoubt_app;
GRANT SELECT, INSERT, DELETE ON "report_subscription" TO redoubt_app;

ALTER TABLE "report" ADD CONSTRAINT "report_kind" CHECK ("kind" IN ('risk', 'finding', 'known-issues'));
ALTER TABLE "report_share" ADD CONSTRAINT "report_share_lifetime" CHECK ("expires_at" > "created_at" AND "expires_at" <= "created_at" + interval '90 days');
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_cadence" CHECK (
  ("cadence" = 'weekly' AND "weekday" BETWEEN 1 AND 7 AND "hour" BETWEEN 0 AND 23)
  OR ("cadence" = 'on-revision' AND "weekday" IS NULL AND "hour" IS NULL)
);
