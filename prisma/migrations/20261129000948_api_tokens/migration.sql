-- CreateTable
CREATE TABLE "api_token" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "project_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "api_request" (
    "organization_id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "body_digest" TEXT,
    "status" INTEGER,
    "answer" JSONB,
    "claim" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_request_pkey" PRIMARY KEY ("organization_id","token_id","key")
);

-- CreateIndex
CREATE INDEX "api_token_organization_id_member_id_idx" ON "api_token"("organization_id", "member_id");

-- CreateIndex
CREATE INDEX "api_token_organization_id_project_id_idx" ON "api_token"("organization_id", "project_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_organization_id_token_hash_key" ON "api_token"("organization_id", "token_hash");

-- CreateIndex
CREATE INDEX "api_request_organization_id_created_at_idx" ON "api_request"("organization_id", "created_at");

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_request" ADD CONSTRAINT "api_request_organization_id_token_id_fkey" FOREIGN KEY ("organization_id", "token_id") REFERENCES "api_token"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "api_token" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "api_token" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "api_token" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "api_request" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "api_request" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "api_request" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- A token is never removed: the audit log names it.
GRANT SELECT, INSERT, UPDATE ON "api_token", "api_request" TO redoubt_app;
GRANT DELETE ON "api_request" TO redoubt_app;

-- A stored text of a token would be one that can be used.
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_hash" CHECK ("token_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_scopes" CHECK (cardinality("scopes") BETWEEN 1 AND 50);
ALTER TABLE "api_request" ADD CONSTRAINT "api_request_answered" CHECK (("status" IS NULL) = ("answer" IS NULL));
