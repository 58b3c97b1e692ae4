import { digest } from "../../audit/server.ts";
import { userNames } from "../../identity/server.ts";
import type { Asset } from "../../profile/index.ts";
import { readAssets } from "../../profile/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { ModelInputs } from "../model/inputs.ts";
import { CONTROL_SELECT, STATEMENT_SELECT, TIME_SELECT, toControl, toStatement, toTime } from "../row.ts";
import type { DefenceControl, MeasuredTime, Statement } from "../schema.ts";
import { modelInputs, standingValues } from "../standing-values.ts";

export interface Facts {
  readonly assets: readonly Asset[];
  /** Of the newest ready revision of the default branch; null while there is none. */
  readonly nSloc: number | null;
  /** The newest of each number that was ever stated. */
  readonly statements: readonly Statement[];
  readonly times: readonly MeasuredTime[];
  readonly controls: readonly DefenceControl[];
}

/** All that the model is computed from, inside an open transaction. */
export async function readFacts(tx: Tx, deps: ProjectDeps): Promise<Facts> {
  const revision = await tx.db.revision.findFirst({
    where: { ...inProject(deps), state: "ready", isDefaultRef: true },
    select: { nsloc: true },
    orderBy: [{ readyAt: "desc" }, { number: "desc" }],
  });
  return {
    assets: await readAssets(tx, deps),
    nSloc: revision?.nsloc ?? null,
    statements: await readStatements(tx, deps),
    times: await readTimes(tx, deps),
    controls: await readControls(tx, deps),
  };
}

/** The inputs of a run with their digest: what is equal has equal text. */
export function inputsOf(facts: Facts): { inputs: ModelInputs; hash: string } {
  const standing = standingValues(facts.statements, facts.times);
  const inputs = modelInputs({ ...facts, standing });
  return { inputs, hash: digest(inputs) };
}

export function inProject({ organizationId, projectId }: ProjectDeps) {
  return { organizationId, projectId } as const;
}

export async function readStatements(tx: Tx, deps: ProjectDeps): Promise<Statement[]> {
  const rows = await tx.db.economicsParameter.findMany({
    where: inProject(deps),
    select: STATEMENT_SELECT,
    distinct: ["key"],
    orderBy: [{ key: "asc" }, { rowVersion: "desc" }],
  });
  const names = await userNames(
    tx,
    rows.map((row) => row.changedById),
  );
  return rows.map((row) => toStatement(row, names));
}

/** Newest first. */
export async function readTimes(tx: Tx, deps: ProjectDeps): Promise<MeasuredTime[]> {
  const rows = await tx.db.responseTime.findMany({
    where: { ...inProject(deps), archivedAt: null },
    select: TIME_SELECT,
    orderBy: [{ happenedOn: "desc" }, { id: "desc" }],
  });
  return rows.map(toTime);
}

export async function readControls(tx: Tx, deps: ProjectDeps): Promise<DefenceControl[]> {
  const rows = await tx.db.economicsControl.findMany({
    where: { ...inProject(deps), archivedAt: null },
    select: CONTROL_SELECT,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(toControl);
}
