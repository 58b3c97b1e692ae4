import { readdirSync } from "node:fs";
import path from "node:path";
import { expectCountersToEqualRecount } from "@redoubt/domain/finding/testing";
import { until } from "./until.ts";
import { processesIn } from "./worker-process.ts";
import type { WorkerBench } from "./worker-bench.ts";

/** Each row of these is something that must not be; every query names what it shows. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  "a publication without exactly one audit entry": `
    SELECT s.id, count(a.id) FROM scan s JOIN scan_request r ON r.id = s.scan_request_id AND r.kind = 'scan'
    LEFT JOIN audit_event a ON a.subject_id = s.id AND a.action = 'finding.publish'
    GROUP BY s.id, s.state HAVING count(a.id) <> CASE WHEN s.state IN ('succeeded', 'partial') THEN 1 ELSE 0 END`,
  "an audit entry of a publication without its scan": `
    SELECT a.subject_id FROM audit_event a WHERE a.action = 'finding.publish'
      AND NOT EXISTS (SELECT 1 FROM scan s WHERE s.id = a.subject_id)`,
  "a fetched revision without exactly one audit entry": `
    SELECT v.number, count(a.id) FROM revision v
    LEFT JOIN audit_event a ON a.subject_id = v.id AND a.action = 'source.complete-fetch'
    WHERE v.state = 'ready' GROUP BY v.number HAVING count(a.id) <> 1`,
  "a PoC run without exactly one audit entry": `
    SELECT p.id, count(a.id) FROM poc_run p
    LEFT JOIN audit_event a ON a.subject_id = p.id AND a.action = 'verification.complete-run'
    WHERE p.state = 'finished' GROUP BY p.id HAVING count(a.id) <> 1`,
  "a finding twice": `
    SELECT scanner, detector, container, callable, count(*) FROM finding WHERE scanner IS NOT NULL
    GROUP BY scanner, detector, path, container, callable HAVING count(*) > 1`,
  // A finding that was once recognised in an edited or renamed function also keeps the fingerprint that it had there.
  "one fingerprint on two findings that never left their place": `
    SELECT p.algorithm, p.value FROM fingerprint p WHERE p.algorithm = 'context'
      AND NOT EXISTS (SELECT 1 FROM fingerprint o
        WHERE o.finding_id = p.finding_id AND o.algorithm = p.algorithm AND o.value <> p.value)
    GROUP BY p.algorithm, p.version, p.value HAVING count(DISTINCT p.finding_id) > 1`,
  "a finding in two places of one lineage": `
    SELECT finding_id FROM occurrence WHERE present GROUP BY finding_id, lineage HAVING count(*) > 1`,
  "a place from a scan that did not succeed": `
    SELECT o.id FROM occurrence o JOIN scan s ON s.id = o.scan_id WHERE s.state NOT IN ('succeeded', 'partial')`,
  "a gap in the numbers of findings": `
    SELECT count(*) FROM finding GROUP BY project_id HAVING count(*) <> max(number)`,
  "new findings in the numbers of a scan that are not there": `
    SELECT s.id, s.stats->>'in' AS said, count(o.id) FROM scan s
    LEFT JOIN occurrence o ON o.scan_id = s.id AND o.match->>'step' IN ('new', 'suggested')
    WHERE s.state = 'succeeded' GROUP BY s.id, s.stats HAVING (s.stats->>'in')::int <> count(o.id)`,
  "a revision that was to be scanned and was asked for other than once": `
    SELECT v.number, count(r.id) FROM revision v LEFT JOIN scan_request r ON r.revision_id = v.id
    WHERE v.scan_on_ready AND v.state = 'ready' GROUP BY v.number HAVING count(r.id) <> 1`,
};

/** Throws with all that does not hold in the database. */
export async function expectInvariants(bench: WorkerBench): Promise<void> {
  for (const [what, text] of Object.entries(FORBIDDEN)) {
    const rows = await bench.query(text);
    if (rows.length > 0) throw new Error(`${what}: ${JSON.stringify(rows.slice(0, 5))}`);
  }
  await expectCountersToEqualRecount(bench.test.owner);
}

/** Nothing of a worker that is gone may live on. */
export async function expectNoProcess(bench: WorkerBench, worker?: number): Promise<void> {
  await until(
    "nothing of it lives",
    async () => processesIn(bench.dataDirectory, worker).length === 0,
    async () => processesIn(bench.dataDirectory, worker),
  );
}

/** Where processes that wait for a report have a folder each, empty until it comes. */
const READING = "reading";

/** When all work has ended, only the folder of the living worker is there, and nothing of any work is in it. */
export async function expectNoFolder(bench: WorkerBench): Promise<void> {
  const work = path.join(bench.dataDirectory, "work");
  const left = (): string[] =>
    readdirSync(work).flatMap((worker, index) => [
      ...(index === 0 ? [] : [worker]),
      ...readdirSync(path.join(work, worker))
        .flatMap((kind) => readdirSync(path.join(work, worker, kind)).map((name) => path.join(kind, name)))
        .filter((name) => !name.startsWith(READING) || readdirSync(path.join(work, worker, name)).length > 0),
    ]);
  await until(
    "no folder is left",
    async () => left().length === 0,
    async () => left(),
  );
}
