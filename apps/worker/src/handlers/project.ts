import { MEMBER_PERMISSIONS } from "@redoubt/domain/organization";
import { findMembersWith } from "@redoubt/domain/organization/server";
import {
  assignFinding,
  commentFinding,
  decideFinding,
  decideHold,
  declineBacklog,
  getBacklog,
  recordFinding,
} from "@redoubt/domain/finding/server";
import { changePower, getAccessMap } from "@redoubt/domain/profile/server";
import { locateProject } from "@redoubt/domain/project/server";
import {
  createRiskReport,
  type DemoFinding,
  type DemoProgress,
  getDemoProgress,
  readReportCode,
  type RiskReportOptions,
} from "@redoubt/domain/report/server";
import { requestScan } from "@redoubt/domain/scan/server";
import { toUuid } from "@redoubt/domain/shared";
import type { ProjectDeps, Tx } from "@redoubt/domain/shared/server";
import { requestRevision } from "@redoubt/domain/source/server";
import { attachPoc, requestPocRuns } from "@redoubt/domain/verification/server";
import {
  DEMO_STEPS,
  type DemoPersona,
  type DemoStep,
  STORY_ACCESS,
  STORY_DECISIONS,
  STORY_DISMISSALS,
} from "../pipeline/demo-story.ts";
import type { HandlerContext, OrganizationHandler } from "./context.ts";
import { readSource } from "./report.ts";

/** Part two of the demo: goes on with its story when all that was asked for has ended. Idempotent. */
export const continueDemoStory: OrganizationHandler = { locate: locateProject, run };

const SCOPE = { organization: "meridian-labs", project: "meridian-vault" };
const DAY = 86_400_000;
const LAST_REPORT = 2;

interface Cast {
  readonly lead: ProjectDeps;
  readonly developer: ProjectDeps;
  readonly developerId: string;
}

async function run(context: HandlerContext): Promise<void> {
  // Files are read before the transaction: nothing outside PostgreSQL happens inside one.
  const before = await context.deps.withOrganization((tx) => getDemoProgress(tx, context.deps));
  if (before === null) return;
  const files = await readFiles(context, before);
  const code = before.reports < LAST_REPORT ? await readReportCode(context.deps, readSource(context.tools)) : undefined;
  await context.deps.withOrganization(
    async (tx) => {
      const progress = await getDemoProgress(tx, context.deps);
      if (progress !== null) await goOn(tx, context, progress, files, code === undefined ? {} : { code });
    },
    { timeoutMs: 60_000 },
  );
}

async function goOn(
  tx: Tx,
  context: HandlerContext,
  progress: DemoProgress,
  files: ReadonlyMap<string, string>,
  report: RiskReportOptions,
): Promise<void> {
  const cast = await castOf(tx, context.deps);
  if (cast === null) return;
  await stateAccess(cast.lead);
  for (const [index, step] of DEMO_STEPS.entries()) {
    const revision = progress.revisions.find((candidate) => candidate.names.includes(step));
    if (revision === undefined) {
      if (progress.sourceId !== null) {
        await requestRevision(cast.lead, { ...SCOPE, sourceId: progress.sourceId, ref: step, scan: true });
      }
      return;
    }
    if (index === 0 && revision.unscanned) {
      await recordBlind(cast, progress, revision.number, files);
      await requestScan(cast.lead, { ...SCOPE, revision: revision.number });
      return;
    }
    if (!revision.settled) return;
    if (index === 0 && (await attachMissingPocs(cast, progress, files)) > 0) return;
    for (const hold of revision.holds) await decideHold(cast.lead, { ...SCOPE, ...hold, decision: "confirm" });
    await decide(tx, cast, progress, step);
    // One report before the fixes and one at the end, so that the second can say what changed.
    const due = step === "v1.0.0" ? 1 : step === "council" ? LAST_REPORT : 0;
    if (progress.reports < due) await createRiskReport(cast.lead, report);
  }
}

/** Says of the powers that the code shows what the lead knows of them, once. */
async function stateAccess(lead: ProjectDeps): Promise<void> {
  const { powers } = await getAccessMap(lead);
  for (const { kind, subject, ...stated } of STORY_ACCESS) {
    const power = powers.find((each) => each.kind === kind && each.subject === subject && each.rowVersion === 1);
    if (power === undefined) continue;
    await changePower(lead, { ...SCOPE, ...stated, powerId: toUuid(power.id), rowVersion: 1 });
  }
}

async function castOf(tx: Tx, deps: ProjectDeps): Promise<Cast | null> {
  const people = await findMembersWith(tx, deps, "finding:triage", deps.projectId);
  const leads = await findMembersWith(tx, deps, "finding:acknowledge", deps.projectId);
  const lead = leads[0];
  const developer = people.find((person) => !leads.some((other) => other.memberId === person.memberId));
  if (lead === undefined || developer === undefined) return null;
  const as = (person: { memberId: string; userId: string }, role: "owner" | "developer"): ProjectDeps => ({
    ...deps,
    actor: { kind: "user", userId: person.userId, memberId: person.memberId },
    can: (permission) => (MEMBER_PERMISSIONS[role] as ReadonlySet<string>).has(permission),
  });
  return { lead: as(lead, "owner"), developer: as(developer, "developer"), developerId: developer.memberId };
}

/**
 * Records what no static tool sees, as its finder would have, with the place in the code and the exploit. In the order
 * of the list and before the first scan, so that the first two are F-1 and F-2.
 */
async function recordBlind(
  cast: Cast,
  progress: DemoProgress,
  revision: number,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  for (const weakness of progress.weaknesses.filter(
    (candidate) => candidate.blind && candidate.findings.length === 0,
  )) {
    const place = regionOf(files.get(weakness.file) ?? "", weakness.function);
    const finding = await recordFinding(cast.lead, {
      ...SCOPE,
      title: weakness.title,
      description: weakness.description || weakness.title,
      ...(weakness.advice === null ? {} : { advice: weakness.advice }),
      severity: weakness.severity,
      confidence: "high",
      classes: { cwe: [...weakness.cwe], scwe: [...weakness.scwe] },
      ...(place === null ? {} : { revision, path: weakness.file, ...place }),
    });
    const content = weakness.poc === null ? undefined : files.get(weakness.poc);
    if (weakness.poc === null || content === undefined) continue;
    await attachPoc(cast.lead, {
      ...SCOPE,
      finding: finding.number,
      fileName: weakness.poc.split("/").at(-1) ?? weakness.poc,
      content,
      rootPath: "",
      title: weakness.title,
      originPath: weakness.poc,
    });
  }
}

/** First and last line of a function by its name; null when the file has none such. */
function regionOf(text: string, name: string): { startLine: number; endLine: number } | null {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.includes(`function ${name}(`));
  if (start < 0) return null;
  const indent = lines[start]?.match(/^\s*/)?.[0] ?? "";
  const length = lines.slice(start).findIndex((line) => line === `${indent}}`);
  return { startLine: start + 1, endLine: start + Math.max(0, length) + 1 };
}

/** The files that the story names, as they lie in the first revision: exploits, and the sources of blind weaknesses. */
async function readFiles({ tools }: HandlerContext, progress: DemoProgress): Promise<Map<string, string>> {
  const treeKey = progress.revisions.find((revision) => revision.names.includes("v1.0.0"))?.treeKey ?? null;
  const files = new Map<string, string>();
  if (treeKey === null) return files;
  const wanted = progress.weaknesses.flatMap(({ poc, pocNumber, blind, file, findings }) => [
    ...(poc !== null && pocNumber === null && poc.endsWith(".t.sol") ? [poc] : []),
    ...(blind && findings.length === 0 ? [file] : []),
  ]);
  for (const path of new Set(wanted)) {
    files.set(path, (await tools.storage.readTreeFile(treeKey, path)).toString("utf8"));
  }
  return files;
}

/** Attaches exploits to what the scanners found; where none of them saw it, the finding is recorded by hand first. */
async function attachMissingPocs(
  cast: Cast,
  progress: DemoProgress,
  files: ReadonlyMap<string, string>,
): Promise<number> {
  let attached = 0;
  for (const weakness of progress.weaknesses) {
    const content = weakness.poc === null ? undefined : files.get(weakness.poc);
    if (weakness.poc === null || weakness.pocNumber !== null || content === undefined) continue;
    const number =
      weakness.findings[0]?.number ??
      (
        await recordFinding(cast.lead, {
          ...SCOPE,
          title: weakness.title,
          description: weakness.description || `Found by reading ${weakness.file}; the attached exploit shows it.`,
          severity: weakness.severity,
          confidence: "high",
          classes: { cwe: [...weakness.cwe] },
        })
      ).number;
    const fileName = weakness.poc.split("/").at(-1) ?? weakness.poc;
    const poc = await attachPoc(cast.lead, {
      ...SCOPE,
      finding: number,
      fileName,
      content,
      rootPath: "",
      title: weakness.title,
      originPath: weakness.poc,
    });
    await requestPocRuns(cast.lead, { ...SCOPE, poc: poc.number });
    attached += 1;
  }
  return attached;
}

async function decide(tx: Tx, cast: Cast, progress: DemoProgress, step: DemoStep): Promise<void> {
  for (const entry of STORY_DECISIONS.filter((candidate) => candidate.after === step)) {
    const weakness = progress.weaknesses.find((candidate) => candidate.id === entry.weakness);
    const open = weakness?.findings.filter((finding) => !finding.decided && isOpen(finding)) ?? [];
    if (open.length > 0) await takeDecision(tx, cast, entry.by, entry.take, open);
    if (entry.assign === true && open.length > 0) {
      const current = await refresh(tx, cast.lead, open);
      await assignFinding(cast.lead, { ...SCOPE, findings: current, assignee: cast.developerId });
    }
  }
  if (step !== "v1.0.0") return;
  // Its whole history is scanned at once, so nothing here is older than the product.
  if ((await getBacklog(cast.lead)).question !== null) await declineBacklog(cast.lead);
  for (const noise of STORY_DISMISSALS) {
    const open = progress.findings.filter(
      (finding) =>
        !finding.decided &&
        ["new", "confirmed", "in-progress"].includes(finding.state) &&
        noise.detector.test(finding.detector ?? "") &&
        noise.path.test(finding.path ?? "") &&
        (noise.callable === undefined || noise.callable.test(finding.callable ?? "")),
    );
    if (open.length === 0) continue;
    const findings = await refresh(tx, cast.lead, open);
    const decision = { command: "dismiss" as const, reason: noise.reason, comment: noise.comment };
    await decideFinding(cast.lead, { ...SCOPE, findings, decision });
  }
}

const isOpen = (finding: DemoFinding): boolean =>
  ["new", "confirmed", "in-progress", "fix-claimed", "regressed"].includes(finding.state);

function allows(kind: "confirm" | "start-fix" | "acknowledge", finding: DemoFinding): boolean {
  if (kind === "confirm") return finding.state === "new";
  return ["new", "confirmed", "regressed"].includes(finding.state);
}

async function takeDecision(
  tx: Tx,
  cast: Cast,
  by: DemoPersona,
  take: (typeof STORY_DECISIONS)[number]["take"],
  findings: readonly DemoFinding[],
): Promise<void> {
  const deps = cast[by];
  // What an exploit has confirmed already needs no second confirmation, only the words.
  const undecided = take.kind === "comment" ? [] : findings.filter((finding) => allows(take.kind, finding));
  for (const finding of findings.filter((candidate) => !undecided.includes(candidate))) {
    if (take.kind === "acknowledge") continue;
    await commentFinding(deps, { ...SCOPE, number: finding.number, comment: take.comment });
  }
  if (take.kind === "comment" || undecided.length === 0) return;
  const current = await refresh(tx, deps, undecided);
  const decision =
    take.kind === "acknowledge"
      ? {
          command: "acknowledge" as const,
          reason: take.reason,
          owner: cast.developerId,
          until: new Date(tx.now.getTime() + take.days * DAY),
        }
      : { command: take.kind, comment: take.comment };
  await decideFinding(deps, { ...SCOPE, findings: current, decision });
}

/** Row versions as they are now: earlier decisions of the same step have raised them. */
async function refresh(
  tx: Tx,
  deps: ProjectDeps,
  findings: readonly DemoFinding[],
): Promise<{ number: number; rowVersion: number }[]> {
  const progress = await getDemoProgress(tx, deps);
  const numbers = new Set(findings.map((finding) => finding.number));
  return (progress?.findings ?? [])
    .filter((finding) => numbers.has(finding.number))
    .map(({ number, rowVersion }) => ({ number, rowVersion }));
}
