-- Findings that several tools report, and pairs of findings that may be one. Expand only.
-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "also_by" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "finding_attribution" (
    "organization_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "scanner" TEXT NOT NULL,
    "detector" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "cwe" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "swc" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "scwe" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "match" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_attribution_pkey" PRIMARY KEY ("organization_id","finding_id","scanner")
);

-- CreateTable
CREATE TABLE "finding_pair" (
    "organization_id" UUID NOT NULL,
    "low_id" UUID NOT NULL,
    "high_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "match" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_pair_pkey" PRIMARY KEY ("organization_id","low_id","high_id")
);

-- CreateIndex
CREATE INDEX "finding_pair_organization_id_high_id_idx" ON "finding_pair"("organization_id", "high_id");

-- CreateIndex
CREATE INDEX "finding_pair_organization_id_project_id_verdict_at_idx" ON "finding_pair"("organization_id", "project_id", "verdict", "at");

-- AddForeignKey
ALTER TABLE "finding_attribution" ADD CONSTRAINT "finding_attribution_organization_id_finding_id_fkey" FOREIGN KEY ("organization_id", "finding_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_pair" ADD CONSTRAINT "finding_pair_organization_id_low_id_fkey" FOREIGN KEY ("organization_id", "low_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_pair" ADD CONSTRAINT "finding_pair_organization_id_high_id_fkey" FOREIGN KEY ("organization_id", "high_id") REFERENCES "finding"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "finding_pair" ADD CONSTRAINT "finding_pair_order" CHECK ("low_id" < "high_id");
ALTER TABLE "finding_pair" ADD CONSTRAINT "finding_pair_verdict" CHECK ("verdict" IN ('suggested', 'same', 'apart'));

ALTER TABLE "finding_attribution" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_attribution" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_attribution" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "finding_pair" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "finding_pair" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "finding_pair" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "finding_attribution", "finding_pair" TO redoubt_app;
-- A tool's fingerprints leave with what it says when a finding is split.
GRANT DELETE ON "fingerprint" TO redoubt_app;

-- What runs have suggested until now stood with the places alone.
DO $$
DECLARE
  tenant uuid;
BEGIN
  PERFORM set_config('row_security', 'on', true);
  FOR tenant IN SELECT "id" FROM "organization" LOOP
    PERFORM set_config('app.organization_id', tenant::text, true);
    INSERT INTO "finding_pair" ("organization_id", "low_id", "high_id", "project_id", "verdict", "match", "at")
    SELECT DISTINCT ON (least(f."id", g."id"), greatest(f."id", g."id"))
      tenant, least(f."id", g."id"), greatest(f."id", g."id"), f."project_id", 'suggested', '{"step": "suggested"}', o."first_seen_at"
    FROM "occurrence" o
    JOIN "finding" f ON f."organization_id" = tenant AND f."id" = o."finding_id"
    CROSS JOIN LATERAL jsonb_array_elements_text(o."match" -> 'candidates') AS c("number")
    JOIN "finding" g ON g."organization_id" = tenant AND g."project_id" = f."project_id" AND g."number" = c."number"::int AND g."id" <> f."id"
    WHERE o."organization_id" = tenant AND jsonb_typeof(o."match" -> 'candidates') = 'array';
  END LOOP;
  PERFORM set_config('app.organization_id', '', true);
  PERFORM set_config('row_security', 'off', true);
END
$$;
