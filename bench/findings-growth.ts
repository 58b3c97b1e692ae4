import { createTestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject } from "@redoubt/domain/project/testing";
import { decodeCursor, encodeCursor } from "@redoubt/domain/shared";
import pg from "pg";
import { addFindings } from "./findings.ts";
import { emit, inTurns, median, round } from "./result.ts";

const SIZES = [10_000, 100_000, 1_000_000] as const;
const LARGEST = 1_000_000;
const PAGE = 50;
const REPETITIONS = 60;
const WARM_UP = 60;
/** Few, because the floor takes long: it counts or reads every row. */
const FLOOR_REPETITIONS = 15;

const TARGETS = { exponent: 0.1, page: 8, counts: 1 / 30, rare: 1 / 200, common: 20 };

/**
 * How lists, counts and search grow with what a project holds: each procedure through the tRPC caller, at three
 * sizes a decade apart, in one database that is filled further from size to size.
 */
const test = await createTestDatabase(Object.values(JOBS));
const raw = new pg.Client({ connectionString: test.ownerUrl });
raw.on("error", () => undefined);
try {
  const project = await createTestProject(test.database, { slug: "bench" });
  const tenant = [project.organization.organizationId, project.projectId] as const;
  const { signIn } = await import("../apps/web/src/server/testing/caller-for.ts");
  const { caller, close } = await signIn(test.database, test.url, project.organization.members.developer.userId);
  const scope = { organization: project.organization.slug, project: project.slug };
  await raw.connect();

  const first = () => caller.finding.list({ ...scope, limit: PAGE });
  const times: Record<string, number[]> = { first: [], deep: [], counts: [] };
  for (const size of SIZES) {
    await addFindings(test.owner, { organizationId: tenant[0], projectId: tenant[1], upTo: size });
    const after = await cursorInTheMiddle(first, size);
    const deep = () => caller.finding.list({ ...scope, limit: PAGE, cursor: after });
    const counts = () => caller.finding.count(scope);
    if ((await deep()).items.length !== PAGE) throw new Error("the deep page is not full");
    times.first?.push(await medianOf(first));
    times.deep?.push(await medianOf(deep));
    times.counts?.push(await medianOf(counts));
    if (size === LARGEST) {
      await againstFloor(deep, counts);
      await search();
    }
  }
  for (const [name, values] of Object.entries(times)) growth(name, values);
  await close();

  async function againstFloor(deep: () => Promise<unknown>, counts: () => Promise<unknown>): Promise<void> {
    const keyset = `SELECT "id", "number", "title", "severity", "state", "scanner", "detector", "path", "start_line", "tags",
        "first_seen_at", "updated_at", "row_version" FROM "floor"
      WHERE "organization_id" = $1 AND "project_id" = $2 AND ("severity_rank", "number") > (2, ${LARGEST / 2})
      ORDER BY "severity_rank", "number" LIMIT ${PAGE + 1}`;
    const page = await inTurns(REPETITIONS, deep, () => raw.query({ name: "page", text: keyset, values: [...tenant] }));
    emit({
      ...{ id: "list-deep", n: LARGEST, ours: round(page.a), floor: round(page.b), ratio: round(page.a / page.b, 2) },
      ...{ target: TARGETS.page, ok: page.a / page.b <= TARGETS.page },
      note: `a page of ${PAGE} from the middle of ${LARGEST} findings against the raw keyset query, ${REPETITIONS} pairs in turns, medians`,
    });
    const grouped = `SELECT "severity", "state", count(*) FROM "finding"
      WHERE "organization_id" = $1 AND "project_id" = $2 GROUP BY 1, 2`;
    const facets = await inTurns(FLOOR_REPETITIONS, counts, () => raw.query(grouped, [...tenant]));
    emit({
      ...{ id: "facets", n: LARGEST, ours: round(facets.a), floor: round(facets.b) },
      ...{ ratio: round(facets.a / facets.b, 4), target: round(TARGETS.counts, 4) },
      ok: facets.a / facets.b <= TARGETS.counts,
      note: `counts of a project by state and severity against GROUP BY over the same rows (${round(facets.b / facets.a, 0)} times faster), ${FLOOR_REPETITIONS} pairs in turns, medians`,
    });
  }

  async function search(): Promise<void> {
    for (const { id, text, found, target } of [
      { id: "search-rare", text: "needle-7", found: 1, target: TARGETS.rare },
      { id: "search-none", text: "nothing has this", found: 0, target: TARGETS.rare },
      { id: "search-common", text: "Finding", found: PAGE, target: TARGETS.common },
    ]) {
      const ours = () => caller.finding.list({ ...scope, limit: PAGE, filters: { text } });
      const { items } = await ours();
      if (items.length !== found) throw new Error(`${id} found ${items.length} and not ${found}`);
      const scan = `SELECT "number" FROM "finding" WHERE "organization_id" = $1 AND "project_id" = $2
        AND ("title" ILIKE $3 OR "path" ILIKE $3 OR "detector" ILIKE $3) ORDER BY "severity_rank", "number"`;
      const pair = await inTurns(FLOOR_REPETITIONS, ours, () => raw.query(scan, [...tenant, `%${text}%`]));
      const ratio = pair.a / pair.b;
      const common = id === "search-common";
      emit({
        ...{
          id,
          n: LARGEST,
          ours: round(pair.a),
          floor: round(pair.b),
          ratio: round(ratio, 4),
          target: round(target, 4),
        },
        ...(common ? { difference: round(pair.a) } : {}),
        ok: common ? pair.a <= target : ratio <= target,
        note: `the first ${PAGE} that hold "${text}" in title, path or detector, through the caller, against ILIKE over all rows${common ? "; the target is ours in ms" : ""}`,
      });
    }
  }

  function growth(name: string, values: readonly number[]): void {
    const [smallest = Number.NaN, , largest = Number.NaN] = values;
    const exponent = Math.log(largest / smallest) / Math.log(LARGEST / SIZES[0]);
    emit({
      ...{ id: `growth-${name}`, n: LARGEST, ours: round(largest), floor: round(smallest), ratio: round(exponent, 3) },
      ...{ target: TARGETS.exponent, ok: exponent <= TARGETS.exponent },
      note: `exponent of the time over ${SIZES.join(", ")} findings: ${values.map((value) => round(value, 2)).join(", ")} ms; the floor is the smallest size`,
    });
  }
} finally {
  await raw.end().catch(() => undefined);
  await test.drop();
}
process.exit(0);

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  for (let index = 0; index < WARM_UP; index += 1) await work();
  const times: number[] = [];
  for (let index = 0; index < REPETITIONS; index += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}

/** The cursor of a page half-way down: the first page's own, with other keys. */
async function cursorInTheMiddle(first: () => Promise<{ nextCursor: string | null }>, size: number): Promise<string> {
  const { nextCursor } = await first();
  const keys = decodeCursor(nextCursor ?? "");
  if (keys?.length !== 2) throw new Error("the cursor has other keys than severity and number");
  return encodeCursor([2, size / 2]);
}
