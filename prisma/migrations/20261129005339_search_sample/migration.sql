-- How common a word is, is asked of findings all along the numbers: the first rows of the table say little of a project
-- that is not among them, and reaching its rows could take a walk through those of everyone else.

-- Ids of the organization's (or one project's) findings whose title, path and detector together match the pattern.
-- NULL when walking the list finds a page sooner: few findings, a word of one in thirty, or more than `most` hits.
CREATE OR REPLACE FUNCTION "finding_ids_with_words"(project uuid, pattern text, most int) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  own uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  wanted uuid := project;
  place text := format('"organization_id" = %L', own);
  words text := $w$("title" || ' ' || coalesce("path", '') || ' ' || coalesce("detector", ''))$w$;
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
    count(*) FILTER (WHERE "title" || ' ' || coalesce("path", '') || ' ' || coalesce("detector", '') ILIKE pattern)
    INTO numbers, hits
  FROM spot s JOIN part p ON s."at" < p."upto" AND s."at" >= p."upto" - p."newest"
  CROSS JOIN LATERAL (SELECT f."title", f."path", f."detector" FROM "finding" f
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
