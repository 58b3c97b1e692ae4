-- Words in findings, found by an index. A row-level policy keeps ILIKE away from indexes (its operator could leak
-- what the policy hides), so the search for ids runs as the owner, inside the caller's organization alone; whoever
-- asks still reads the findings themselves under the policy and their own rights. An owner that cannot bypass
-- row-level security (external databases) gets the same answer without the index.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX "finding_words_idx" ON "finding" USING gin (("title" || ' ' || coalesce("path", '') || ' ' || coalesce("detector", '')) gin_trgm_ops);

-- Ids of the organization's (or one project's) findings whose title, path and detector together match the pattern.
-- NULL when walking the list finds a page sooner: few findings, a word of one in a hundred, or more than `most` hits.
CREATE FUNCTION "finding_ids_with_words"(project uuid, pattern text, most int) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  own uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  place text := format('"organization_id" = %L', own);
  words text := $w$("title" || ' ' || coalesce("path", '') || ' ' || coalesce("detector", ''))$w$;
  seen int;
  hits int;
  found uuid[];
BEGIN
  IF own IS NULL THEN RETURN '{}'; END IF;
  IF project IS NOT NULL THEN place := place || format(' AND "project_id" = %L', project); END IF;
  EXECUTE format('SELECT count(*), count(*) FILTER (WHERE %1$s ILIKE %2$L) FROM (SELECT "title", "path", "detector" FROM "finding" WHERE %3$s LIMIT 500) sample', words, pattern, place)
    INTO seen, hits;
  IF seen < 500 OR hits >= 5 THEN RETURN NULL; END IF;
  EXECUTE format('SELECT array_agg("id") FROM (SELECT "id" FROM "finding" WHERE %1$s AND %2$s ILIKE %3$L LIMIT %4$s) hit', place, words, pattern, most + 1)
    INTO found;
  IF cardinality(found) > most THEN RETURN NULL; END IF;
  RETURN coalesce(found, '{}');
END $$;
REVOKE ALL ON FUNCTION "finding_ids_with_words"(uuid, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "finding_ids_with_words"(uuid, text, int) TO redoubt_app;
