import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { DecidePair } from "../pairs.ts";
import { severityRank } from "../severity.ts";
import { addEvents } from "./change-finding.ts";
import { announceFindings } from "./announce-findings.ts";
import { decideFinding } from "./decide-finding.ts";
import { type DecidableFinding, loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { rememberPair } from "./remember-pair.ts";

/**
 * Says of two findings that they are the same (the milder, else the younger, becomes a duplicate of the other) or that
 * they are not, which no run goes against. Throws finding.not-found, finding.duplicate-of-itself and what
 * `decideFinding` throws.
 */
export async function decidePair(deps: ProjectDeps, input: DecidePair): Promise<{ kept: number | null }> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const [a, b] = await loadPair(tx, deps, input.numbers);
    if (input.verdict === "same") return { kept: await merge(deps, input, a, b) };
    const duplicate = [a, b].find(
      (each) => each.state === "duplicate" && [a.id, b.id].includes(each.duplicateOfId ?? ""),
    );
    if (duplicate !== undefined) await decide(deps, input, duplicate, { command: "split" });
    else await part(tx, deps, a, b);
    return { kept: null };
  });
}

/** Both findings of a pair. Throws finding.not-found and finding.duplicate-of-itself. */
export async function loadPair(
  tx: Tx,
  deps: ProjectDeps,
  numbers: readonly [number, number],
): Promise<[DecidableFinding, DecidableFinding]> {
  if (numbers[0] === numbers[1]) throw findingError("finding.duplicate-of-itself");
  const [a, b] = await loadForDecision(
    tx,
    deps,
    numbers.map((number) => ({ number })),
  );
  if (a === undefined || b === undefined) throw findingError("finding.not-found");
  return [a, b];
}

async function merge(deps: ProjectDeps, input: DecidePair, a: DecidableFinding, b: DecidableFinding): Promise<number> {
  const [kept, duplicate] = inOrder(a, b);
  if (duplicate.duplicateOfId !== kept.id) {
    await decide(deps, input, duplicate, { command: "duplicate", of: kept.number });
  }
  return kept.number;
}

/** What is kept comes first: the worse, else the older; what is merged already stands for nothing. */
function inOrder(a: DecidableFinding, b: DecidableFinding): [DecidableFinding, DecidableFinding] {
  if (a.state === "duplicate" || b.state === "duplicate") return a.state === "duplicate" ? [b, a] : [a, b];
  const worse = severityRank(a.severity) - severityRank(b.severity) || a.number - b.number;
  return worse <= 0 ? [a, b] : [b, a];
}

async function decide(
  deps: ProjectDeps,
  { organization, project }: DecidePair,
  { number, rowVersion }: DecidableFinding,
  decision: { readonly command: "split" } | { readonly command: "duplicate"; readonly of: number },
): Promise<void> {
  await decideFinding(deps, { organization, project, findings: [{ number, rowVersion }], decision });
}

async function part(tx: Tx, deps: ProjectDeps, a: DecidableFinding, b: DecidableFinding): Promise<void> {
  await rememberPair(tx, deps, [a.id, b.id], "apart");
  await addEvents(
    tx,
    deps,
    [
      [a, b],
      [b, a],
    ].flatMap(([one, other]) =>
      one === undefined || other === undefined
        ? []
        : [{ findingId: one.id, kind: "apart", origin: "human", to: `F-${other.number}` } as const],
    ),
  );
  await recordAudit(tx, deps, "finding.part", {
    subjectId: a.id,
    projectId: deps.projectId,
    details: { numbers: [a.number, b.number] },
  });
  await announceFindings(tx, deps, a.id);
}
