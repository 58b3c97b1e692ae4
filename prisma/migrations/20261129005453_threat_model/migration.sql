-- CreateTable
CREATE TABLE "threat_model" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "diagrams" JSONB NOT NULL DEFAULT '[{"key": "main", "title": "Main"}]',
    "raw" JSONB NOT NULL DEFAULT '{}',
    "snapshot" JSONB,
    "digest" TEXT,
    "bindings" JSONB NOT NULL DEFAULT '{}',
    "submitted_by_id" UUID,
    "submitted_at" TIMESTAMPTZ(3),
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "self_approved" BOOLEAN NOT NULL DEFAULT false,
    "stale_at" TIMESTAMPTZ(3),
    "stale_reasons" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "threat_model_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "threat_model_comment" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "threat_model_id" UUID NOT NULL,
    "author_id" UUID,
    "subject" TEXT NOT NULL DEFAULT 'model',
    "about" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "threat_model_comment_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "model_element" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "parent_id" UUID,
    "diagram" TEXT NOT NULL DEFAULT 'main',
    "trust" INTEGER,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "x" DOUBLE PRECISION,
    "y" DOUBLE PRECISION,
    "width" DOUBLE PRECISION,
    "height" DOUBLE PRECISION,
    "out_of_scope" TEXT,
    "code" JSONB NOT NULL DEFAULT '[]',
    "assets" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "origin_key" TEXT,
    "raw" JSONB NOT NULL DEFAULT '{}',
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "model_element_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "model_flow" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "diagram" TEXT NOT NULL DEFAULT 'main',
    "source_id" UUID,
    "target_id" UUID,
    "bidirectional" BOOLEAN NOT NULL DEFAULT false,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "route" JSONB NOT NULL DEFAULT '{}',
    "out_of_scope" TEXT,
    "origin_key" TEXT,
    "raw" JSONB NOT NULL DEFAULT '{}',
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "model_flow_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "threat" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "statement" TEXT NOT NULL,
    "slots" JSONB NOT NULL DEFAULT '{}',
    "class_id" TEXT,
    "catalogue_key" TEXT,
    "stride" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "adversaries" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "comment" TEXT NOT NULL DEFAULT '',
    "until" TIMESTAMPTZ(3),
    "owner_id" UUID,
    "due" DATE,
    "inherent_likelihood" INTEGER,
    "inherent_impact" INTEGER,
    "current_likelihood" INTEGER,
    "current_impact" INTEGER,
    "projected_likelihood" INTEGER,
    "projected_impact" INTEGER,
    "origin" TEXT NOT NULL DEFAULT 'hand',
    "generator_key" TEXT,
    "stable_key" TEXT,
    "why" TEXT NOT NULL DEFAULT '',
    "origin_key" TEXT,
    "raw" JSONB NOT NULL DEFAULT '{}',
    "created_by_id" UUID,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "threat_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "threat_element" (
    "organization_id" UUID NOT NULL,
    "threat_id" UUID NOT NULL,
    "element_id" UUID NOT NULL,

    CONSTRAINT "threat_element_pkey" PRIMARY KEY ("organization_id","threat_id","element_id")
);

-- CreateTable
CREATE TABLE "threat_flow" (
    "organization_id" UUID NOT NULL,
    "threat_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,

    CONSTRAINT "threat_flow_pkey" PRIMARY KEY ("organization_id","threat_id","flow_id")
);

-- CreateTable
CREATE TABLE "control" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "relies_on" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "owner_id" UUID,
    "due" DATE,
    "origin_key" TEXT,
    "raw" JSONB NOT NULL DEFAULT '{}',
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "control_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "threat_control" (
    "organization_id" UUID NOT NULL,
    "threat_id" UUID NOT NULL,
    "control_id" UUID NOT NULL,

    CONSTRAINT "threat_control_pkey" PRIMARY KEY ("organization_id","threat_id","control_id")
);

-- CreateTable
CREATE TABLE "assumption" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "validity" TEXT NOT NULL DEFAULT 'unconfirmed',
    "review_by" DATE,
    "owner_id" UUID,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "origin_key" TEXT,
    "raw" JSONB NOT NULL DEFAULT '{}',
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "assumption_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "assumption_threat" (
    "organization_id" UUID NOT NULL,
    "assumption_id" UUID NOT NULL,
    "threat_id" UUID NOT NULL,

    CONSTRAINT "assumption_threat_pkey" PRIMARY KEY ("organization_id","assumption_id","threat_id")
);

-- CreateTable
CREATE TABLE "assumption_control" (
    "organization_id" UUID NOT NULL,
    "assumption_id" UUID NOT NULL,
    "control_id" UUID NOT NULL,

    CONSTRAINT "assumption_control_pkey" PRIMARY KEY ("organization_id","assumption_id","control_id")
);

-- CreateTable
CREATE TABLE "threat_event" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "threat_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "command" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "actor_user_id" UUID,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "reason" TEXT,
    "comment" TEXT NOT NULL DEFAULT '',
    "before" JSONB NOT NULL DEFAULT '{}',
    "undoes_id" UUID,

    CONSTRAINT "threat_event_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "threat_generator" (
    "organization_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "threat_generator_pkey" PRIMARY KEY ("organization_id","key")
);

-- CreateTable
CREATE TABLE "model_reading" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "summary" JSONB NOT NULL DEFAULT '{}',
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_reading_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "threat_model_organization_id_project_id_version_key" ON "threat_model"("organization_id", "project_id", "version");

-- CreateIndex
CREATE INDEX "threat_model_comment_organization_id_threat_model_id_create_idx" ON "threat_model_comment"("organization_id", "threat_model_id", "created_at");

-- CreateIndex
CREATE INDEX "model_element_organization_id_project_id_idx" ON "model_element"("organization_id", "project_id");

-- CreateIndex
CREATE INDEX "model_element_organization_id_parent_id_idx" ON "model_element"("organization_id", "parent_id");

-- CreateIndex
CREATE INDEX "model_flow_organization_id_project_id_idx" ON "model_flow"("organization_id", "project_id");

-- CreateIndex
CREATE INDEX "model_flow_organization_id_source_id_idx" ON "model_flow"("organization_id", "source_id");

-- CreateIndex
CREATE INDEX "model_flow_organization_id_target_id_idx" ON "model_flow"("organization_id", "target_id");

-- CreateIndex
CREATE INDEX "threat_organization_id_project_id_state_idx" ON "threat"("organization_id", "project_id", "state");

-- CreateIndex
CREATE INDEX "threat_organization_id_owner_id_idx" ON "threat"("organization_id", "owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "threat_organization_id_project_id_number_key" ON "threat"("organization_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "threat_element_organization_id_element_id_idx" ON "threat_element"("organization_id", "element_id");

-- CreateIndex
CREATE INDEX "threat_flow_organization_id_flow_id_idx" ON "threat_flow"("organization_id", "flow_id");

-- CreateIndex
CREATE INDEX "control_organization_id_owner_id_idx" ON "control"("organization_id", "owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "control_organization_id_project_id_number_key" ON "control"("organization_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "threat_control_organization_id_control_id_idx" ON "threat_control"("organization_id", "control_id");

-- CreateIndex
CREATE INDEX "assumption_organization_id_owner_id_idx" ON "assumption"("organization_id", "owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "assumption_organization_id_project_id_number_key" ON "assumption"("organization_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "assumption_threat_organization_id_threat_id_idx" ON "assumption_threat"("organization_id", "threat_id");

-- CreateIndex
CREATE INDEX "assumption_control_organization_id_control_id_idx" ON "assumption_control"("organization_id", "control_id");

-- CreateIndex
CREATE INDEX "threat_event_organization_id_threat_id_at_id_idx" ON "threat_event"("organization_id", "threat_id", "at", "id");

-- CreateIndex
CREATE INDEX "model_reading_organization_id_project_id_created_at_idx" ON "model_reading"("organization_id", "project_id", "created_at");

-- CreateIndex
CREATE INDEX "model_reading_organization_id_revision_id_idx" ON "model_reading"("organization_id", "revision_id");

-- AddForeignKey
ALTER TABLE "threat_model" ADD CONSTRAINT "threat_model_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_model_comment" ADD CONSTRAINT "threat_model_comment_organization_id_threat_model_id_fkey" FOREIGN KEY ("organization_id", "threat_model_id") REFERENCES "threat_model"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_element" ADD CONSTRAINT "model_element_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_element" ADD CONSTRAINT "model_element_organization_id_parent_id_fkey" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "model_element"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_flow" ADD CONSTRAINT "model_flow_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_flow" ADD CONSTRAINT "model_flow_organization_id_source_id_fkey" FOREIGN KEY ("organization_id", "source_id") REFERENCES "model_element"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_flow" ADD CONSTRAINT "model_flow_organization_id_target_id_fkey" FOREIGN KEY ("organization_id", "target_id") REFERENCES "model_element"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat" ADD CONSTRAINT "threat_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat" ADD CONSTRAINT "threat_organization_id_owner_id_fkey" FOREIGN KEY ("organization_id", "owner_id") REFERENCES "member"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_element" ADD CONSTRAINT "threat_element_organization_id_threat_id_fkey" FOREIGN KEY ("organization_id", "threat_id") REFERENCES "threat"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_element" ADD CONSTRAINT "threat_element_organization_id_element_id_fkey" FOREIGN KEY ("organization_id", "element_id") REFERENCES "model_element"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_flow" ADD CONSTRAINT "threat_flow_organization_id_threat_id_fkey" FOREIGN KEY ("organization_id", "threat_id") REFERENCES "threat"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_flow" ADD CONSTRAINT "threat_flow_organization_id_flow_id_fkey" FOREIGN KEY ("organization_id", "flow_id") REFERENCES "model_flow"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control" ADD CONSTRAINT "control_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control" ADD CONSTRAINT "control_organization_id_owner_id_fkey" FOREIGN KEY ("organization_id", "owner_id") REFERENCES "member"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_control" ADD CONSTRAINT "threat_control_organization_id_threat_id_fkey" FOREIGN KEY ("organization_id", "threat_id") REFERENCES "threat"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_control" ADD CONSTRAINT "threat_control_organization_id_control_id_fkey" FOREIGN KEY ("organization_id", "control_id") REFERENCES "control"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assumption" ADD CONSTRAINT "assumption_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assumption" ADD CONSTRAINT "assumption_organization_id_owner_id_fkey" FOREIGN KEY ("organization_id", "owner_id") REFERENCES "member"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assumption_threat" ADD CONSTRAINT "assumption_threat_organization_id_assumption_id_fkey" FOREIGN KEY ("organization_id", "assumption_id") REFERENCES "assumption"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assumption_threat" ADD CONSTRAINT "assumption_threat_organization_id_threat_id_fkey" FOREIGN KEY ("organization_id", "threat_id") REFERENCES "threat"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assumption_control" ADD CONSTRAINT "assumption_control_organization_id_assumption_id_fkey" FOREIGN KEY ("organization_id", "assumption_id") REFERENCES "assumption"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assumption_control" ADD CONSTRAINT "assumption_control_organization_id_control_id_fkey" FOREIGN KEY ("organization_id", "control_id") REFERENCES "control"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_event" ADD CONSTRAINT "threat_event_organization_id_threat_id_fkey" FOREIGN KEY ("organization_id", "threat_id") REFERENCES "threat"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threat_generator" ADD CONSTRAINT "threat_generator_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_reading" ADD CONSTRAINT "model_reading_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_reading" ADD CONSTRAINT "model_reading_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "threat_model" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "threat_model" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "threat_model" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "threat_model_comment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "threat_model_comment" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "threat_model_comment" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "model_element" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "model_element" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "model_element" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "model_flow" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "model_flow" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "model_flow" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "threat" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "threat" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "threat" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "threat_element" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "threat_element" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "threat_element" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "threat_flow" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "threat_flow" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "threat_flow" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "control" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "control" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "control" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "threat_control" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "threat_control" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "threat_control" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "assumption" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "assumption" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "assumption" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "assumption_threat" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "assumption_threat" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "assumption_threat" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "assumption_control" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "assumption_control" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "assumption_control" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "threat_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "threat_event" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "threat_event" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "threat_generator" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "threat_generator" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "threat_generator" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "model_reading" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "model_reading" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "model_reading" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- Rows are taken out of the model by removed_at; only what links two rows, and an organization's generator, is deleted.
GRANT SELECT, INSERT, UPDATE ON "threat_model", "model_element", "model_flow", "threat", "control", "assumption", "threat_generator", "model_reading" TO redoubt_app;
GRANT SELECT, INSERT, DELETE ON "threat_element", "threat_flow", "threat_control", "assumption_threat", "assumption_control" TO redoubt_app;
GRANT DELETE ON "threat_generator" TO redoubt_app;
-- History and what people said are written once.
GRANT SELECT, INSERT ON "threat_event", "threat_model_comment" TO redoubt_app;

ALTER TABLE "threat_model" ADD CONSTRAINT "threat_model_state" CHECK ("state" IN ('draft', 'in-review', 'approved', 'stale'));
ALTER TABLE "threat_model" ADD CONSTRAINT "threat_model_frozen" CHECK ("state" = 'draft' OR ("snapshot" IS NOT NULL AND "digest" IS NOT NULL));
ALTER TABLE "threat_model" ADD CONSTRAINT "threat_model_approved" CHECK ("state" NOT IN ('approved', 'stale') OR "approved_at" IS NOT NULL);
ALTER TABLE "model_element" ADD CONSTRAINT "model_element_trust" CHECK ("trust" IS NULL OR ("kind" = 'boundary' AND "trust" BETWEEN 0 AND 3));
ALTER TABLE "model_element" ADD CONSTRAINT "model_element_parent" CHECK ("parent_id" IS NULL OR "parent_id" <> "id");
ALTER TABLE "threat" ADD CONSTRAINT "threat_state" CHECK ("state" IN ('proposed', 'open', 'in-treatment', 'mitigated', 'demonstrated', 'acknowledged', 'transferred', 'avoided', 'not-applicable', 'regressed'));
ALTER TABLE "threat" ADD CONSTRAINT "threat_acknowledged" CHECK ("state" <> 'acknowledged' OR ("until" IS NOT NULL AND "owner_id" IS NOT NULL));
ALTER TABLE "threat" ADD CONSTRAINT "threat_scores" CHECK (
  coalesce("inherent_likelihood", 1) BETWEEN 1 AND 5 AND coalesce("inherent_impact", 1) BETWEEN 1 AND 5
  AND coalesce("current_likelihood", 1) BETWEEN 1 AND 5 AND coalesce("current_impact", 1) BETWEEN 1 AND 5
  AND coalesce("projected_likelihood", 1) BETWEEN 1 AND 5 AND coalesce("projected_impact", 1) BETWEEN 1 AND 5);
ALTER TABLE "control" ADD CONSTRAINT "control_kind" CHECK ("kind" IN ('preventive', 'detective', 'responsive'));
ALTER TABLE "control" ADD CONSTRAINT "control_state" CHECK ("state" IN ('suggested', 'planned', 'in-place', 'retired', 'declined'));
ALTER TABLE "assumption" ADD CONSTRAINT "assumption_validity" CHECK ("validity" IN ('unconfirmed', 'confirmed', 'rejected'));
ALTER TABLE "model_reading" ADD CONSTRAINT "model_reading_state" CHECK ("state" IN ('queued', 'running', 'done', 'failed'));

-- One version at a time is being worked on.
CREATE UNIQUE INDEX "threat_model_open" ON "threat_model" ("organization_id", "project_id") WHERE "state" IN ('draft', 'in-review');
-- The same thing read again is the same row.
CREATE UNIQUE INDEX "model_element_origin" ON "model_element" ("organization_id", "project_id", "origin_key") WHERE "origin_key" IS NOT NULL;
CREATE UNIQUE INDEX "model_flow_origin" ON "model_flow" ("organization_id", "project_id", "origin_key") WHERE "origin_key" IS NOT NULL;
CREATE UNIQUE INDEX "threat_stable_key" ON "threat" ("organization_id", "project_id", "stable_key") WHERE "stable_key" IS NOT NULL;
CREATE UNIQUE INDEX "threat_origin" ON "threat" ("organization_id", "project_id", "origin_key") WHERE "origin_key" IS NOT NULL;
CREATE UNIQUE INDEX "control_origin" ON "control" ("organization_id", "project_id", "origin_key") WHERE "origin_key" IS NOT NULL;
CREATE UNIQUE INDEX "assumption_origin" ON "assumption" ("organization_id", "project_id", "origin_key") WHERE "origin_key" IS NOT NULL;
