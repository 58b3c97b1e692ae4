import { toTypedId } from "../shared/index.ts";
import type { Prisma } from "../shared/server.ts";
import { Levers } from "./levers.ts";
import { ParameterKey, StatedOrigin } from "./parameters.ts";
import { ControlState, type DefenceControl, type MeasuredTime, type Statement, TimeKind } from "./schema.ts";

export const STATEMENT_SELECT = {
  ...{ key: true, value: true, origin: true, note: true, changedById: true, changedAt: true, rowVersion: true },
} as const satisfies Prisma.EconomicsParameterSelect;
type StatementRow = Prisma.EconomicsParameterGetPayload<{ select: typeof STATEMENT_SELECT }>;

export function toStatement(row: StatementRow, names: ReadonlyMap<string, string>): Statement {
  return {
    key: ParameterKey.parse(row.key),
    origin: StatedOrigin.parse(row.origin),
    by: row.changedById === null ? null : (names.get(row.changedById) ?? null),
    ...{ value: row.value, note: row.note, at: row.changedAt, rowVersion: row.rowVersion },
  };
}

export const TIME_SELECT = {
  ...{ id: true, name: true, kind: true, happenedOn: true, detectMinutes: true, decideMinutes: true },
  ...{ actMinutes: true, note: true, rowVersion: true },
} as const satisfies Prisma.ResponseTimeSelect;

export function toTime(row: Prisma.ResponseTimeGetPayload<{ select: typeof TIME_SELECT }>): MeasuredTime {
  return {
    ...row,
    id: toTypedId("responseTime", row.id),
    kind: TimeKind.parse(row.kind),
    happenedOn: row.happenedOn.toISOString().slice(0, 10),
  };
}

export const CONTROL_SELECT = {
  ...{ id: true, name: true, state: true, costUsd: true, group: true, levers: true, note: true, rowVersion: true },
} as const satisfies Prisma.EconomicsControlSelect;

export function toControl(row: Prisma.EconomicsControlGetPayload<{ select: typeof CONTROL_SELECT }>): DefenceControl {
  return {
    ...row,
    id: toTypedId("economicsControl", row.id),
    state: ControlState.parse(row.state),
    costUsd: row.costUsd.toNumber(),
    levers: Levers.parse(row.levers),
  };
}
