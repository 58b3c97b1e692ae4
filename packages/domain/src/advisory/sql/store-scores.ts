import type { Deps, Tx } from "../../shared/server.ts";
import type { ExploitScore, KnownExploited } from "../osv.ts";

const ROWS_PER_STATEMENT = 20_000;

interface Replaced {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Scores that are the same write nothing; those of CVEs that are no longer scored go. */
export async function replaceScores(tx: Tx, deps: Deps, scores: readonly ExploitScore[]): Promise<Replaced> {
  const byCve = [...new Map(scores.map((score) => [score.cve, score])).values()];
  const written: { added: boolean }[] = [];
  for (let from = 0; from < byCve.length; from += ROWS_PER_STATEMENT) {
    const rows = JSON.stringify(byCve.slice(from, from + ROWS_PER_STATEMENT));
    written.push(
      ...(await tx.db.$queryRaw<{ added: boolean }[]>`
        INSERT INTO "advisory_score" AS s ("organization_id", "cve", "epss", "percentile")
        SELECT ${deps.organizationId}::uuid, u.cve, u.epss, u.percentile
        FROM json_to_recordset(${rows}::json) AS u(cve text, epss real, percentile real)
        ON CONFLICT ("organization_id", "cve") DO UPDATE SET "epss" = EXCLUDED."epss",
          "percentile" = EXCLUDED."percentile"
        WHERE (s."epss", s."percentile") IS DISTINCT FROM (EXCLUDED."epss", EXCLUDED."percentile")
        RETURNING (s.xmax = 0) AS added`),
    );
  }
  await tx.db.$executeRaw`DELETE FROM "advisory_score" WHERE "organization_id" = ${deps.organizationId}::uuid
    AND "cve" <> ALL(${byCve.map(({ cve }) => cve)}::text[])`;
  return replaced(written, byCve.length);
}

export async function replaceExploited(tx: Tx, deps: Deps, entries: readonly KnownExploited[]): Promise<Replaced> {
  const byCve = [...new Map(entries.map((entry) => [entry.cve, entry])).values()];
  const written = await tx.db.$queryRaw<{ added: boolean }[]>`
    INSERT INTO "advisory_exploited" AS e ("organization_id", "cve", "name", "added_on", "due_on", "ransomware")
    SELECT ${deps.organizationId}::uuid, u.cve, u.name, u."addedOn", u."dueOn", u.ransomware
    FROM json_to_recordset(${JSON.stringify(byCve)}::json) AS u(cve text, name text, "addedOn" date, "dueOn" date,
      ransomware boolean)
    ON CONFLICT ("organization_id", "cve") DO UPDATE SET "name" = EXCLUDED."name", "added_on" = EXCLUDED."added_on",
      "due_on" = EXCLUDED."due_on", "ransomware" = EXCLUDED."ransomware"
    WHERE (e."name", e."added_on", e."due_on", e."ransomware")
      IS DISTINCT FROM (EXCLUDED."name", EXCLUDED."added_on", EXCLUDED."due_on", EXCLUDED."ransomware")
    RETURNING (e.xmax = 0) AS added`;
  await tx.db.$executeRaw`DELETE FROM "advisory_exploited" WHERE "organization_id" = ${deps.organizationId}::uuid
    AND "cve" <> ALL(${byCve.map(({ cve }) => cve)}::text[])`;
  return replaced(written, byCve.length);
}

function replaced(written: readonly { added: boolean }[], all: number): Replaced {
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added, unchanged: all - written.length };
}
