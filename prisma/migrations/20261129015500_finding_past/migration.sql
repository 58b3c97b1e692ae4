-- Documents of the past: audit reports, tables, exports of other platforms, with what people corrected before the import.
-- Expand only.

-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "past_import_id" UUID,
ADD COLUMN     "report_key" TEXT;

-- CreateTable
CREATE TABLE "past_import" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'reading',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "crash_count" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "upload_key" TEXT,
    "sha256" TEXT,
    "size" BIGINT,
    "source_url" TEXT,
    "source_product" TEXT,
    "token_sealed" TEXT,
    "format" TEXT,
    "kind" TEXT,
    "head" JSONB NOT NULL DEFAULT '{}',
    "columns" JSONB NOT NULL DEFAULT '[]',
    "mapping" JSONB,
    "signature" TEXT,
    "notices" JSONB NOT NULL DEFAULT '[]',
    "revision_id" UUID,
    "artifact_id" UUID,
    "stats" JSONB NOT NULL DEFAULT '{}',
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "ended_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "row_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "past_import_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "past_row" (
    "organization_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "entry" JSONB NOT NULL,
    "place" JSONB NOT NULL,
    "left_out" BOOLEAN NOT NULL DEFAULT false,
    "edits" JSONB NOT NULL DEFAULT '{}',
    "choice" TEXT,
    "same_as_id" UUID,
    "finding_id" UUID,
    "outcome" TEXT,

    CONSTRAINT "past_row_pkey" PRIMARY KEY ("organization_id","import_id","position")
);

-- CreateTable
CREATE TABLE "past_mapping" (
    "organization_id" UUID NOT NULL,
    "signature" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_id" UUID,

    CONSTRAINT "past_mapping_pkey" PRIMARY KEY ("organization_id","signature")
);

-- CreateIndex
CREATE INDEX "past_import_organization_id_project_id_sha256_idx" ON "past_import"("organization_id", "project_id", "sha256");

-- CreateIndex
CREATE INDEX "past_import_organization_id_revision_id_idx" ON "past_import"("organization_id", "revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "past_import_organization_id_project_id_number_key" ON "past_import"("organization_id", "project_id", "number");

-- CreateIndex
CREATE INDEX "past_row_organization_id_finding_id_idx" ON "past_row"("organization_id", "finding_id");

-- CreateIndex
CREATE INDEX "finding_organization_id_past_import_id_idx" ON "finding"("organization_id", "past_import_id");

-- AddForeignKey
ALTER TABLE "past_import" ADD CONSTRAINT "past_import_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_import" ADD CONSTRAINT "past_import_organization_id_revision_id_fkey" FOREIGN KEY ("organization_id", "revision_id") REFERENCES "revision"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_import" ADD CONSTRAINT "past_import_organization_id_artifact_id_fkey" FOREIGN KEY ("organization_id", "artifact_id") REFERENCES "artifact"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_row" ADD CONSTRAINT "past_row_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "past_import"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_mapping" ADD CONSTRAINT "past_mapping_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_organization_id_past_import_id_fkey" FOREIGN KEY ("organization_id", "past_import_id") REFERENCES "past_import"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "past_import" ADD CONSTRAINT "past_import_state" CHECK ("state" IN ('reading', 'ready', 'imported', 'failed', 'discarded'));
ALTER TABLE "past_import" ADD CONSTRAINT "past_import_kind" CHECK ("kind" IN ('audit-report', 'table', 'defectdojo'));
-- A token lives only while something is still to be fetched with it.
ALTER TABLE "past_import" ADD CONSTRAINT "past_import_token" CHECK ("token_sealed" IS NULL OR "state" = 'reading');
ALTER TABLE "past_row" ADD CONSTRAINT "past_row_choice" CHECK (("choice" IS NULL OR "choice" IN ('own', 'same')) AND (coalesce("choice", '') = 'same') = ("same_as_id" IS NOT NULL));
ALTER TABLE "finding" ADD CONSTRAINT "finding_report_key" CHECK ("report_key" IS NULL OR "past_import_id" IS NOT NULL);

ALTER TABLE "past_import" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "past_import" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "past_import" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "past_row" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "past_row" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "past_row" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
ALTER TABLE "past_mapping" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "past_mapping" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "past_mapping" USING ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)) WITH CHECK ("organization_id" = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE ON "past_import" TO redoubt_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "past_row" TO redoubt_app;
GRANT SELECT, INSERT, UPDATE ON "past_mapping" TO redoubt_app;

-- A finding is found by its number in a report, too: the words of the index and of the function that asks it.
DROP INDEX "finding_words_idx";
CREATE INDEX "finding_words_idx" ON "finding" USING gin (("title" || ' ' || coalesce("path", '') || ' ' || coalesce("detector", '') || ' ' || coalesce("report_key", '')) gin_trgm_ops);

CREATE OR REPLACE FUNCTION "finding_ids_with_words"(project uuid, pattern text, most int) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  own uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  wanted uuid := project;
  place text := format('"organization_id" = %L', own);
  words text := $w$("title" || ' ' || coalesce("path", '') || ' ' || coalesce("detector", '') || ' ' || coalesce("report_key", ''))$w$;
  numbers bigint;
  hits int;
  found uuid[];
BEGIN
  IF own IS NULL THEN RETURN '{}'; END IF;
  -- 64 findings, evenly spread over the numbers of one project, or of the newest 64 as if they were one.
  WITH part AS (
    SELECT p."id", n."newest", sum(n."newest") OVER (ORDER BY p."id") AS "upto"
    FROM (SELECT "id" FROM "project" WHERE "organization_id" = own AND (wanted IS NULL OR "id" = wanted)
      ORDER BY "id" DESC LIMIT 64) p
    CROSS JOIN LATERAL (SELECT max(f."number") AS "newest" FROM "finding" f
      WHERE f."organization_id" = own AND f."project_id" = p."id") n
    WHERE n."newest" IS NOT NULL),
  spot AS (SELECT t."numbers", t."numbers" * k / 64 AS "at"
    FROM (SELECT sum("newest")::bigint AS "numbers" FROM part) t CROSS JOIN generate_series(0, 63) k)
  SELECT max(s."numbers"),
    count(*) FILTER (WHERE "title" || ' ' || coalesce("path", '') || ' ' || coalesce("detector", '') || ' ' || coalesce("report_key", '') ILIKE pattern)
    INTO numbers, hits
  FROM spot s JOIN part p ON s."at" < p."upto" AND s."at" >= p."upto" - p."newest"
  CROSS JOIN LATERAL (SELECT f."title", f."path", f."detector", f."report_key" FROM "finding" f
    WHERE f."organization_id" = own AND f."project_id" = p."id"
      AND f."number" = (s."at" - (p."upto" - p."newest") + 1)::int) f;
  IF numbers IS NULL OR numbers < 500 OR hits >= 2 THEN RETURN NULL; END IF;
  IF wanted IS NOT NULL THEN place := place || format(' AND "project_id" = %L', wanted); END IF;
  -- Planned for its pattern, as the index of words needs it.
  EXECUTE format('SELECT array_agg("id") FROM (SELECT "id" FROM "finding" WHERE %1$s AND %2$s ILIKE %3$L LIMIT %4$s) hit', place, words, pattern, most + 1)
    INTO found;
  IF cardinality(found) > most THEN RETURN NULL; END IF;
  RETURN coalesce(found, '{}');
END $$;
