import type { ProjectDeps } from "../../shared/server.ts";
import type { Backlog, BacklogQuestion, BacklogState } from "../backlog.ts";
import { severityRank } from "../severity.ts";
import { countOldFindings, MOST_COUNTED } from "../sql/backlog.ts";
import { countCells } from "../sql/count-cells.ts";
import { readSettings } from "./read-settings.ts";
import { backlogCutoff, standingAnswer, type StandingAnswer } from "./backlog-answer.ts";

/** The question that waits for an answer, and the backlog that is in force. */
export async function getBacklog(deps: ProjectDeps): Promise<BacklogState> {
  const [answer, cutoff] = await Promise.all([standingAnswer(deps, deps), backlogCutoff(deps, deps)]);
  return {
    question: answer === null && cutoff !== null ? await readQuestion(deps, cutoff) : null,
    backlog: answer?.adopted === true ? await readBacklog(deps, answer) : null,
  };
}

async function readQuestion(deps: ProjectDeps, cutoff: Date): Promise<BacklogQuestion | null> {
  const [{ secondPersonFrom: keptFrom }, cells] = await Promise.all([
    readSettings(deps, deps),
    countOldFindings(deps, deps, cutoff),
  ]);
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

async function readBacklog(deps: ProjectDeps, answer: StandingAnswer): Promise<Backlog> {
  const cells = (await countCells(deps, deps, deps.projectId)).filter((cell) => cell.backlog && !cell.restricted);
  const sum = (dependency: boolean) =>
    cells.filter((cell) => cell.dependency === dependency).reduce((all, cell) => all + cell.count, 0);
  return {
    findings: sum(false),
    dependency: sum(true),
    adoptedAt: answer.at,
    adoptedBy: answer.answeredById === null ? null : (answer.answeredBy ?? "former member"),
    adopted: answer.count,
  };
}
