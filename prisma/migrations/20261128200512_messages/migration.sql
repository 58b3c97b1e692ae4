-- Messages that leave the product: the outbox of events, channels, what people want, and the messages themselves.

-- AlterTable
ALTER TABLE "notification" ADD COLUMN     "numbers" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- CreateTable
CREATE TABLE "notification_event" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "project_id" UUID,
    "subject_id" UUID,
    "concerned" UUID[] DEFAULT ARRAY[]::UUID[],
    "acting_member_id" UUID,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "once_key" TEXT,
    "planned_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_event_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "notification_channel" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT,
    "host" TEXT NOT NULL,
    "room" TEXT,
    "secret_sealed" TEXT,
    "old_secret_sealed" TEXT,
    "old_secret_until" TIMESTAMPTZ(3),
    "project_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "threshold" TEXT NOT NULL DEFAULT 'high',
    "digest" BOOLEAN NOT NULL DEFAULT true,
    "digest_at" SMALLINT NOT NULL DEFAULT 540,
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_why" TEXT,
    "last_sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "notification_channel_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "notification_settings" (
    "organization_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "mail" BOOLEAN NOT NULL DEFAULT true,
    "choices" JSONB NOT NULL DEFAULT '{}',
    "digest_at" SMALLINT NOT NULL DEFAULT 540,
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "quiet_from" SMALLINT,
    "quiet_to" SMALLINT,
    "muted_until" TIMESTAMPTZ(3),
    "muted_project_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "notification_settings_pkey" PRIMARY KEY ("organization_id","member_id")
);

-- CreateTable
CREATE TABLE "notification_message" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "channel_id" UUID,
    "member_id" UUID,
    "lane" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'gathering',
    "event_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "unnamed" INTEGER NOT NULL DEFAULT 0,
    "thread" TEXT,
    "content" JSONB,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "claimed_until" TIMESTAMPTZ(3),
    "log" JSONB NOT NULL DEFAULT '[]',
    "reference" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_message_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "notification_event_organization_id_at_idx" ON "notification_event"("organization_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_event_organization_id_once_key_key" ON "notification_event"("organization_id", "once_key");

-- CreateIndex
CREATE INDEX "notification_message_organization_id_channel_id_created_at__idx" ON "notification_message"("organization_id", "channel_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "notification_message_organization_id_member_id_created_at_idx" ON "notification_message"("organization_id", "member_id", "created_at");

-- AddForeignKey
ALTER TABLE "notification_event" ADD CONSTRAINT "notification_event_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_message" ADD CONSTRAINT "notification_message_organization_id_channel_id_fkey" FOREIGN KEY ("organization_id", "channel_id") REFERENCES "notification_channel"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_message" ADD CONSTRAINT "notification_message_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The second wall -------------------------------------------------------------
ALTER TABLE "notification_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notification_event" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "notification_event" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "notification_channel" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notification_channel" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "notification_channel" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "notification_settings" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notification_settings" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "notification_settings" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "notification_message" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notification_message" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "notification_message" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification_event", "notification_channel", "notification_message" TO redoubt_app;
GRANT SELECT, INSERT, UPDATE ON "notification_settings" TO redoubt_app;

-- Values ------------------------------------------------------------------------
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_kind" CHECK ("kind" IN ('slack', 'slack-bot', 'discord', 'telegram', 'teams', 'webhook'));
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_threshold" CHECK ("threshold" IN ('critical', 'high', 'medium', 'low', 'info'));
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_digest_at" CHECK ("digest_at" BETWEEN 0 AND 1439);
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_times" CHECK ("digest_at" BETWEEN 0 AND 1439 AND ("quiet_from" IS NULL) = ("quiet_to" IS NULL) AND coalesce("quiet_from", 0) BETWEEN 0 AND 1439 AND coalesce("quiet_to", 0) BETWEEN 0 AND 1439);
ALTER TABLE "notification_message" ADD CONSTRAINT "notification_message_form" CHECK ("form" IN ('now', 'digest', 'test'));
ALTER TABLE "notification_message" ADD CONSTRAINT "notification_message_state" CHECK ("state" IN ('gathering', 'waiting', 'sent', 'dead', 'dropped'));
ALTER TABLE "notification_message" ADD CONSTRAINT "notification_message_destination" CHECK (("channel_id" IS NULL) <> ("member_id" IS NULL));

-- Work that is left, found without reading what is done ---------------------------
CREATE INDEX "notification_event_unplanned_idx" ON "notification_event" ("organization_id", "at") WHERE "planned_at" IS NULL;
CREATE INDEX "notification_message_open_idx" ON "notification_message" ("organization_id", "lane", "next_attempt_at") WHERE "state" IN ('gathering', 'waiting');
