import type pg from "pg";
import type { TestProject } from "@redoubt/domain/project/testing";
import { createImportPlace, type ImportPlace } from "./import-place.ts";
import { sarifOf } from "./import-report.ts";
import { emit, median, round } from "./result.ts";

const EXISTING = [0, 100_000, 1_000_000] as const;
const RESULTS = 10_000;
const REPETITIONS = 7;
const TARGET = 1.3;

/**
 * What an import of 10,000 results costs in a project that holds nothing, 100,000 or a million findings of another tool,
 * each with its place and fingerprints, in three databases in turns. What came in is removed after each.
 */
const places: { place: ImportPlace; project: TestProject; existing: number; times: number[] }[] = [];
try {
  for (const existing of EXISTING) {
    const place = await createImportPlace();
    const project = await place.newProject();
    places.push({ place, project, existing, times: [] });
    if (existing > 0) await fill(place.test.owner, project, existing);
    await place.import(project, sarifOf({ results: 1000, seed: "w" }));
    await remove(place.test.owner, project);
  }
  for (let index = 0; index < REPETITIONS; index += 1) {
    const turn = index % 2 === 0 ? places : places.toReversed();
    for (const { place, project, times } of turn) {
      const { ms, stats } = await place.import(project, sarifOf({ results: RESULTS, seed: `${index}g` }));
      if (stats.in !== RESULTS) throw new Error(`${stats.in} of ${RESULTS} came in`);
      times.push(ms);
      await remove(place.test.owner, project);
    }
  }
  const medians = places.map(({ times }) => median(times));
  const [empty = Number.NaN, ...others] = medians;
  const worst = Math.max(...medians) / Math.min(...medians);
  emit({
    ...{ id: "import-into", n: 1_000_000, ours: round(others.at(-1) ?? Number.NaN, 0), floor: round(empty, 0) },
    ...{ ratio: round(worst, 3), target: TARGET, ok: worst <= TARGET },
    note: `${RESULTS} results into a project of ${EXISTING.join(", ")} findings: ${medians.map((each) => round(each, 0)).join(", ")} ms, the slowest against the fastest, ${REPETITIONS} each in turns, medians`,
  });
} finally {
  for (const { place } of places) await place.close();
}
process.exit(0);

/** Findings of another tool with place and fingerprints, as that many imports would have left them. */
async function fill(owner: pg.Client, project: TestProject, count: number): Promise<void> {
  const { organizationId } = project.organization;
  const values = [organizationId, project.projectId];
  await owner.query(
    `INSERT INTO finding (organization_id, id, project_id, number, title, description, severity, severity_rank, confidence,
        state, origin, scanner, detector, path, start_line)
     SELECT $1::uuid, gen_random_uuid(), $2::uuid, n, 'Finding ' || n, 'text of finding ' || n,
        (ARRAY['critical','high','medium','low','info'])[1 + n % 5], n % 5, 'medium',
        (ARRAY['new','confirmed','dismissed','resolved'])[1 + n % 4], 'import', 'older-tool', 'detector-' || n % 40,
        'src/module-' || n % 25 || '/file-' || n % 500 || '.sol', n % 900 + 1
     FROM generate_series(1, ${count}) AS n`,
    values,
  );
  await owner.query(
    `INSERT INTO occurrence (organization_id, id, project_id, finding_id, lineage, ref, path, start_line, end_line, detector,
        scanner, present, latest)
     SELECT organization_id, gen_random_uuid(), project_id, id, 'older', '', path, start_line, start_line, detector, scanner,
        state <> 'resolved', true
     FROM finding WHERE organization_id = $1 AND project_id = $2`,
    values,
  );
  await owner.query(
    `INSERT INTO fingerprint (organization_id, project_id, finding_id, scanner, algorithm, version, value)
     SELECT organization_id, project_id, id, scanner, a, 1, encode(sha256((id::text || a)::bytea), 'hex')
     FROM finding CROSS JOIN unnest(ARRAY['context', 'line']) AS a WHERE organization_id = $1 AND project_id = $2`,
    values,
  );
  await owner.query(
    `INSERT INTO project_sequence (organization_id, project_id, kind, next) VALUES ($1, $2, 'finding', ${count + 1})
     ON CONFLICT (organization_id, project_id, kind) DO UPDATE SET next = ${count + 1}`,
    values,
  );
  await owner.query("VACUUM ANALYZE");
}

async function remove(owner: pg.Client, project: TestProject): Promise<void> {
  await owner.query("DELETE FROM finding WHERE project_id = $1 AND scanner <> 'older-tool'", [project.projectId]);
  await owner.query("VACUUM finding, occurrence, fingerprint, finding_event");
}
