
-- CreateTable
CREATE TABLE "audit_event" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_user_id" UUID,
    "token_id" UUID,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'done',
    "subject_id" UUID,
    "project_id" UUID,
    "before_digest" TEXT,
    "after_digest" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "finding" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "advice" TEXT,
    "severity" TEXT NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "confidence" TEXT NOT NULL,
    "cwe" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "swc" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "scwe" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "package" TEXT,
    "advisories" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" TEXT NOT NULL DEFAULT 'new',
    "state_before" TEXT,
    "origin" TEXT NOT NULL,
    "scanner" TEXT,
    "detector" TEXT,
    "path" TEXT,
    "start_line" INTEGER,
    "container" TEXT,
    "callable" TEXT,
    "dependency" BOOLEAN NOT NULL DEFAULT false,
    "assignee_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "backlog" BOOLEAN NOT NULL DEFAULT false,
    "backlog_at" TIMESTAMPTZ(3),
    "engagement_id" UUID,
    "visibility" TEXT NOT NULL DEFAULT 'project',
    "decision_reason" TEXT,
    "acknowledged_until" TIMESTAMPTZ(3),
    "duplicate_of_id" UUID,
    "fix_claimed_by_id" UUID,
    "recorded_by_id" UUID,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "occurrence" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "revision_id" UUID,
    "scan_id" UUID,
    "lineage" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "path" TEXT,
    "start_line" INTEGER,
    "end_line" INTEGER,
    "container" TEXT,
    "callable" TEXT,
    "detector" TEXT NOT NULL,
    "scanner" TEXT NOT NULL,
    "flow" JSONB,
    "present" BOOLEAN NOT NULL DEFAULT true,
    "latest" BOOLEAN NOT NULL DEFAULT true,
    "match" JSONB NOT NULL DEFAULT '{}',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "occurrence_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "fingerprint" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "scanner" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "fingerprint_pkey" PRIMARY KEY ("organization_id","finding_id","scanner","algorithm","version","value")
);

-- CreateTable
CREATE TABLE "finding_event" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "actor_user_id" UUID,
    "from" TEXT,
    "to" TEXT,
    "reason" TEXT,
    "comment" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "undoes_id" UUID,

    CONSTRAINT "finding_event_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "snooze" (
    "organization_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snooze_pkey" PRIMARY KEY ("organization_id","finding_id","member_id")
);

-- CreateTable
CREATE TABLE "finding_counter" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "severity" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "dependency" BOOLEAN NOT NULL,
    "restricted" BOOLEAN NOT NULL,
    "backlog" BOOLEAN NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "finding_counter_pkey" PRIMARY KEY ("organization_id","project_id","severity","state","dependency","restricted","backlog")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("provider","subject")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_token" (
    "token_hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "verification_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "identity_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "email_hash" TEXT,
    "address" TEXT,
    "request_id" TEXT,

    CONSTRAINT "identity_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key","window_start")
);

-- CreateTable
CREATE TABLE "notification" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "href" TEXT,
    "project_id" UUID,
    "subject_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "wrapped_data_key" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "member_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "grant" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "project_id" UUID,
    "engagement_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by_id" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "project" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stage" TEXT NOT NULL DEFAULT 'develop',
    "summary" TEXT NOT NULL DEFAULT '',
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "planted" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "project_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "project_sequence" (
    "organization_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "next" INTEGER NOT NULL,

    CONSTRAINT "project_sequence_pkey" PRIMARY KEY ("organization_id","project_id","kind")
);

-- CreateTable
CREATE TABLE "report" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'risk',
    "title" TEXT NOT NULL,
    "revision_id" UUID,
    "previous_id" UUID,
    "snapshot" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "render_state" TEXT NOT NULL DEFAULT 'queued',
    "render_failure" TEXT,
    "pdf_artifact_id" UUID,
    "markdown_artifact_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "scan_request" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "revision_id" UUID,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'scan',
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scan_request_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "scan" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "scan_request_id" UUID NOT NULL,
    "revision_id" UUID,
    "scanner" TEXT NOT NULL,
    "scanner_version" TEXT,
    "config_digest" TEXT,
    "ref" TEXT NOT NULL,
    "category" TEXT NOT NULL DEFAULT '',
    "lineage" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "failure" TEXT,
    "progress" JSONB NOT NULL DEFAULT '{}',
    "stats" JSONB NOT NULL DEFAULT '{}',
    "not_scanned" JSONB NOT NULL DEFAULT '[]',
    "detectors" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sandboxed" BOOLEAN,
    "moves_state" BOOLEAN,
    "upload_key" TEXT,
    "raw_artifact_id" UUID,
    "state_key" TEXT,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scan_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "scan_log_line" (
    "organization_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "text" TEXT NOT NULL,

    CONSTRAINT "scan_log_line_pkey" PRIMARY KEY ("organization_id","scan_id","attempt","seq")
);

-- CreateTable
CREATE TABLE "scan_hold" (
    "organization_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "finding_ids" UUID[],
    "open_before" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "scan_hold_pkey" PRIMARY KEY ("organization_id","scan_id")
);

-- CreateTable
CREATE TABLE "source" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "folder" TEXT,
    "default_ref" TEXT,
    "credential_sealed" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "source_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "revision" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "commit" TEXT,
    "tree_hash" TEXT,
    "ref" TEXT NOT NULL,
    "label" TEXT,
    "message" TEXT,
    "author" TEXT,
    "authored_at" TIMESTAMPTZ(3),
    "parent_id" UUID,
    "depth" INTEGER,
    "is_default_ref" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "progress" JSONB NOT NULL DEFAULT '{}',
    "upload_key" TEXT,
    "tree_key" TEXT,
    "file_count" INTEGER,
    "byte_count" BIGINT,
    "nsloc" INTEGER,
    "dependency_paths" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "submodules" JSONB NOT NULL DEFAULT '[]',
    "own_source" BOOLEAN NOT NULL DEFAULT false,
    "scan_on_ready" BOOLEAN NOT NULL DEFAULT false,
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(3),

    CONSTRAINT "revision_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "project_root" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "compiler" TEXT,
    "compiles" TEXT NOT NULL DEFAULT 'not-tried',
    "reason" TEXT,
    "dependencies" JSONB NOT NULL DEFAULT '[]',
    "configuration_taken" JSONB NOT NULL DEFAULT '[]',
    "configuration_dropped" JSONB NOT NULL DEFAULT '[]',
    "nsloc" INTEGER NOT NULL DEFAULT 0,
    "file_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "project_root_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "artifact" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "media_type" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "poc" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "finding_id" UUID,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "origin_path" TEXT,
    "root_path" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "poc_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "poc_run" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "poc_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "batch_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "verdict" TEXT,
    "reason" TEXT,
    "tests" JSONB NOT NULL DEFAULT '[]',
    "duration_ms" INTEGER,
    "sandboxed" BOOLEAN,
    "moves_state" BOOLEAN,
    "log_artifact_id" UUID,
    "requested_by_id" UUID,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "poc_run_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "poc_run_log_line" (
    "organization_id" UUID NOT NULL,
    "poc_run_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "text" TEXT NOT NULL,

    CONSTRAINT "poc_run_log_line_pkey" PRIMARY KEY ("organization_id","poc_run_id","attempt","seq")
);

-- CreateIndex
CREATE INDEX "audit_event_organization_id_at_id_idx" ON "audit_event"("organization_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_subject_id_idx" ON "audit_event"("organization_id", "subject_id");

-- CreateIndex
CREATE INDEX "finding_organization_id_project_id_updated_at_id_idx" ON "finding"("organization_id", "project_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "finding_project_order_idx" ON "finding"("organization_id", "project_id", "dependency", "state", "severity_rank", "number");

-- CreateIndex
CREATE INDEX "finding_organization_order_idx" ON "finding"("organization_id", "dependency", "state", "severity_rank", "project_id", "number");

-- CreateIndex
CREATE INDEX "finding_organization_id_assignee_id_idx" ON "finding"("organization_id", "assignee_id");

-- CreateIndex
CREATE INDEX "finding_organization_id_duplicate_of_id_idx" ON "finding"("organization_id", "duplicate_of_id");

-- CreateIndex
CREATE UNIQUE INDEX "finding_organization_id_project_id_number_key" ON "finding"("organization_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "occurrence_organization_id_finding_id_idx" ON "occurrence"("organization_id", "finding_id");

-- CreateIndex
CREATE INDEX "occurrence_organization_id_lineage_latest_idx" ON "occurrence"("organization_id", "lineage", "latest");

-- CreateIndex
CREATE INDEX "occurrence_organization_id_revision_id_idx" ON "occurrence"("organization_id", "revision_id");

-- CreateIndex
CREATE INDEX "occurrence_organization_id_scan_id_idx" ON "occurrence"("organization_id", "scan_id");

-- CreateIndex
CREATE INDEX "fingerprint_organization_id_project_id_scanner_algorithm_ve_idx" ON "fingerprint"("organization_id", "project_id", "scanner", "algorithm", "version", "value");

-- CreateIndex
CREATE INDEX "finding_event_organization_id_finding_id_at_id_idx" ON "finding_event"("organization_id", "finding_id", "at", "id");

-- CreateIndex
CREATE INDEX "snooze_organization_id_member_id_idx" ON "snooze"("organization_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "identity_user_id_idx" ON "identity"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "identity_event_at_idx" ON "identity_event"("at");

-- CreateIndex
CREATE INDEX "identity_event_user_id_at_idx" ON "identity_event"("user_id", "at");

-- CreateIndex
CREATE INDEX "notification_organization_id_member_id_created_at_id_idx" ON "notification"("organization_id", "member_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_organization_id_user_id_key" ON "member"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "grant_organization_id_project_id_idx" ON "grant"("organization_id", "project_id");

-- CreateIndex
CREATE UNIQUE INDEX "grant_organization_id_member_id_project_id_engagement_id_ro_key" ON "grant"("organization_id", "member_id", "project_id", "engagement_id", "role");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_organization_id_token_hash_key" ON "invitation"("organization_id", "token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "project_organization_id_slug_key" ON "project"("organization_id", "slug");

-- CreateIndex
CREATE INDEX "report_organization_id_previous_id_idx" ON "report"("organization_id", "previous_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_organization_id_project_id_number_key" ON "report"("organization_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "scan_request_organization_id_revision_id_idx" ON "scan_request"("organization_id", "revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "scan_request_organization_id_project_id_number_key" ON "scan_request"("organization_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "scan_organization_id_lineage_finished_at_idx" ON "scan"("organization_id", "lineage", "finished_at");

-- CreateIndex
CREATE INDEX "scan_organization_id_project_id_created_at_id_idx" ON "scan"("organization_id", "project_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "scan_organization_id_revision_id_idx" ON "scan"("organization_id", "revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "scan_organization_id_scan_request_id_scanner_category_key" ON "scan"("organization_id", "scan_request_id", "scanner", "category");

-- CreateIndex
CREATE INDEX "source_organization_id_project_id_idx" ON "source"("organization_id", "project_id");

-- CreateIndex
CREATE INDEX "revision_organization_id_project_id_created_at_id_idx" ON "revision"("organization_id", "project_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "revision_organization_id_source_id_ref_depth_idx" ON "revision"("organization_id", "source_id", "ref", "depth");

-- CreateIndex
CREATE INDEX "revision_organization_id_parent_id_idx" ON "revision"("organization_id", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "revision_organization_id_project_id_number_key" ON "revision"("organization_id", "project_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "project_root_organization_id_revision_id_kind_path_key" ON "project_root"("organization_id", "revision_id", "kind", "path");

-- CreateIndex
CREATE INDEX "poc_organization_id_finding_id_idx" ON "poc"("organization_id", "finding_id");

-- CreateIndex
CREATE UNIQUE INDEX "poc_organization_id_project_id_number_key" ON "poc"("organization_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "poc_run_organization_id_poc_id_created_at_idx" ON "poc_run"("organization_id", "poc_id", "created_at");

-- CreateIndex
CREATE INDEX "poc_run_organization_id_revision_id_idx" ON "poc_run"("organization_id", "revision_id");

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_organization_id_assignee_id_fkey" FOREIGN KEY ("organization_id", "assignee_id") REFERENCES "member"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_organization_id_duplicate_of_id_fkey" FOREIGN KEY ("organization_id", "duplicate_of_id") REFERENCES "finding"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrence" ADD CONSTRAINT "occurrence_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrence" ADD CONSTRAINT "occurrence_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrence" ADD CONSTRAINT "occurrence_organization_id_scan_id_fkey" FOREIGN KEY ("organization_id", "scan_id") REFERENCES "scan"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fingerprint" ADD CONSTRAINT "fingerprint_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_event" ADD CONSTRAINT "finding_event_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snooze" ADD CONSTRAINT "snooze_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snooze" ADD CONSTRAINT "snooze_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_sequence" ADD CONSTRAINT "project_sequence_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_organization_id_pdf_artifact_id_fkey" FOREIGN KEY ("organization_id", "pdf_artifact_id") REFERENCES "artifact"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_organization_id_markdown_artifact_id_fkey" FOREIGN KEY ("organization_id", "markdown_artifact_id") REFERENCES "artifact"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_organization_id_previous_id_fkey" FOREIGN KEY ("organization_id", "previous_id") REFERENCES "report"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_request" ADD CONSTRAINT "scan_request_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_request" ADD CONSTRAINT "scan_request_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan" ADD CONSTRAINT "scan_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan" ADD CONSTRAINT "scan_organization_id_scan_request_id_fkey" FOREIGN KEY ("organization_id", "scan_request_id") REFERENCES "scan_request"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan" ADD CONSTRAINT "scan_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan" ADD CONSTRAINT "scan_organization_id_raw_artifact_id_fkey" FOREIGN KEY ("organization_id", "raw_artifact_id") REFERENCES "artifact"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_log_line" ADD CONSTRAINT "scan_log_line_organization_id_scan_id_fkey" FOREIGN KEY ("organization_id", "scan_id") REFERENCES "scan"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_hold" ADD CONSTRAINT "scan_hold_organization_id_scan_id_fkey" FOREIGN KEY ("organization_id", "scan_id") REFERENCES "scan"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source" ADD CONSTRAINT "source_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_organization_id_source_id_fkey" FOREIGN KEY ("organization_id", "source_id") REFERENCES "source"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_organization_id_parent_id_fkey" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_root" ADD CONSTRAINT "project_root_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poc" ADD CONSTRAINT "poc_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poc" ADD CONSTRAINT "poc_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poc_run" ADD CONSTRAINT "poc_run_organization_id_poc_id_fkey" FOREIGN KEY ("organization_id", "poc_id") REFERENCES "poc"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poc_run" ADD CONSTRAINT "poc_run_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poc_run" ADD CONSTRAINT "poc_run_organization_id_log_artifact_id_fkey" FOREIGN KEY ("organization_id", "log_artifact_id") REFERENCES "artifact"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poc_run_log_line" ADD CONSTRAINT "poc_run_log_line_organization_id_poc_run_id_fkey" FOREIGN KEY ("organization_id", "poc_run_id") REFERENCES "poc_run"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


