import { createTestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject } from "@redoubt/domain/project/testing";
import pg from "pg";
import superjson from "superjson";
import { addFindings } from "./findings.ts";
import { emit, inTurns, median, round } from "./result.ts";

const FINDINGS = 100_000;
const PAGE = 50;
const REPETITIONS = 200;
const WARM_UP = 300;
const TARGET = 8;

const COLUMNS = `"id", "number", "title", "severity", "confidence", "state", "origin", "scanner", "detector", "path",
    "start_line", "container", "callable", "tags", "assignee_id", "first_seen_at", "updated_at", "row_version"`;
/** The columns of a list row, behind the first key, by an index made for nothing else. */
const KEYSET = `SELECT ${COLUMNS} FROM "floor"
  WHERE "organization_id" = $1 AND "project_id" = $2 AND ("severity_rank", "number") > (-1, 0)
  ORDER BY "severity_rank", "number" LIMIT ${PAGE + 1}`;

/**
 * The first page of findings: the `finding.list` procedure through the tRPC caller (session, access, permission,
 * row-level security, mapping) against the bare keyset query for the same rows through `pg`, both warm.
 */
const test = await createTestDatabase(Object.values(JOBS));
const raw = new pg.Client({ connectionString: test.ownerUrl });
// The database goes away under it when a measurement fails: the reason of that is what must be seen.
raw.on("error", () => undefined);
try {
  const project = await createTestProject(test.database, { slug: "bench" });
  const { organizationId } = project.organization;
  await addFindings(test.owner, { organizationId, projectId: project.projectId, upTo: FINDINGS });
  const { signIn } = await import("../apps/web/src/server/testing/caller-for.ts");
  const reader = await signIn(test.database, test.url, project.organization.members.developer.userId);
  const input = { organization: project.organization.slug, project: project.slug, limit: PAGE };
  await raw.connect();

  const numbers: Record<string, number[]> = {};
  const ours = async () => {
    numbers.ours = (await reader.caller.finding.list(input)).items.map((item) => item.number);
  };
  const floor = async () => {
    const { rows } = await raw.query<{ number: number }>({
      name: "page",
      text: KEYSET,
      values: [project.organization.organizationId, project.projectId],
    });
    numbers.floor = rows.slice(0, PAGE).map((row) => row.number);
  };
  const query = encodeURIComponent(JSON.stringify({ 0: superjson.serialize(input) }));
  const http = () => reader.get(`/api/trpc/finding.list?batch=1&input=${query}`);

  for (let index = 0; index < WARM_UP; index += 1) await Promise.all([ours(), floor(), http()]);
  if (numbers.ours?.length !== PAGE || numbers.ours.join() !== numbers.floor?.join()) {
    throw new Error(`different pages: ${numbers.ours?.slice(0, 5)} … and ${numbers.floor?.slice(0, 5)} …`);
  }
  const times = await inTurns(REPETITIONS, ours, floor);
  const overHttp: number[] = [];
  let bytes = 0;
  for (let index = 0; index < REPETITIONS; index += 1) {
    const started = performance.now();
    bytes = (await http()).length;
    overHttp.push(performance.now() - started);
  }
  await reader.close();
  const ratio = times.a / times.b;
  const p95 = overHttp.toSorted((a, b) => a - b)[Math.floor(REPETITIONS * 0.95)] ?? Number.NaN;
  emit({
    id: "first-page",
    n: FINDINGS,
    ours: round(times.a),
    floor: round(times.b),
    ratio: round(ratio, 2),
    target: TARGET,
    ok: ratio <= TARGET,
    note: `finding.list through the caller against the raw keyset query for the same ${PAGE} rows, ${REPETITIONS} pairs in turns, medians; the fast tenth ${round(times.fast.a, 2)} against ${round(times.fast.b, 2)} ms (${round(times.fast.a / times.fast.b, 2)}); by HTTP at the product's route ${round(median(overHttp), 2)} ms, p95 ${round(p95, 2)} ms, ${bytes} bytes`,
  });
} finally {
  await raw.end().catch(() => undefined);
  await test.drop();
}
// What the product's modules keep open (pools, listeners) is of no more use.
process.exit(0);
