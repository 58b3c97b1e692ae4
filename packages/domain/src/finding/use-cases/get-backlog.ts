import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { Backlog, BacklogQuestion, BacklogState } from "../backlog.ts";
import { severityRank } from "../severity.ts";
import { countOldFindings, MOST_COUNTED } from "../sql/backlog.ts";
import { countCells } from "../sql/count-cells.ts";
import { readSettings } from "./read-settings.ts";
import { backlogCutoff, standingAnswer } from "./backlog-answer.ts";

/** The question that waits for an answer, and the backlog that is in force. */
export async function getBacklog(deps: ProjectDeps): Promise<BacklogState> {
  return deps.withOrganization(async (tx) => ({
    question: await readQuestion(tx, deps),
    backlog: await readBacklog(tx, deps),
  }));
}

async function readQuestion(tx: Tx, deps: ProjectDeps): Promise<BacklogQuestion | null> {
  if ((await standingAnswer(tx, deps)) !== null) return null;
  const cutoff = await backlogCutoff(tx, deps);
  if (cutoff === null) return null;
  const { secondPersonFrom: keptFrom } = await readSettings(tx, deps);
  const cells = await countOldFindings(tx, deps, cutoff);
  const sum = (test: (cell: (typeof cells)[number]) => boolean) =>
    cells.filter(test).reduce((all, cell) => all + cell.count, 0);
  const isMild = (rank: number) => keptFrom === null || rank > severityRank(keptFrom);
  const findings = sum((cell) => !cell.dependency && isMild(cell.rank));
  const dependency = sum((cell) => cell.dependency && isMild(cell.rank));
  if (findings + dependency === 0) return null;
  const kept = sum((cell) => !cell.dependency && !isMild(cell.rank));
  const more = sum(() => true) > MOST_COUNTED;
  return { findings: more ? Math.min(findings, MOST_COUNTED) : findings, dependency, more, keptFrom, kept };
}

async function readBacklog(tx: Tx, deps: ProjectDeps): Promise<Backlog | null> {
  const answer = await standingAnswer(tx, deps);
  if (answer === null || !answer.adopted) return null;
  const by =
    answer.answeredById === null
      ? null
      : await tx.db.user.findUnique({ where: { id: answer.answeredById }, select: { name: true } });
  const cells = (await countCells(tx, deps, deps.projectId)).filter((cell) => cell.backlog && !cell.restricted);
  const sum = (dependency: boolean) =>
    cells.filter((cell) => cell.dependency === dependency).reduce((all, cell) => all + cell.count, 0);
  return {
    findings: sum(false),
    dependency: sum(true),
    adoptedAt: answer.at,
    adoptedBy: answer.answeredById === null ? null : (by?.name ?? "former member"),
    adopted: answer.count,
  };
}
