import { AddControl, type ClassId, type DefenceControl, LEVER_CLASSES, type Levers } from "@redoubt/domain/economics";

/** The fields of a control as they are typed. */
export interface ControlDraft {
  readonly name: string;
  readonly state: string;
  readonly costUsd: string;
  readonly group: string;
  readonly note: string;
  /** Percent by class; empty where it catches none. */
  readonly predeploy: Readonly<Partial<Record<ClassId, string>>>;
  readonly rescansPerYear: string;
  readonly preBlock: string;
  readonly detectMinutes: string;
  readonly decideMinutes: string;
  readonly actMinutes: string;
  readonly capPercent: string;
  readonly capAssets: readonly string[];
}

const EMPTY: ControlDraft = {
  ...{ name: "", state: "planned", costUsd: "", group: "", note: "", predeploy: {}, rescansPerYear: "", preBlock: "" },
  ...{ detectMinutes: "", decideMinutes: "", actMinutes: "", capPercent: "", capAssets: [] },
};

export function controlDraft(control: DefenceControl | null): ControlDraft {
  if (control === null) return EMPTY;
  const { levers } = control;
  const number = (value: number | null, times = 1): string =>
    value === null ? "" : String(Number((value * times).toPrecision(6)));
  return {
    ...{ name: control.name, state: control.state, group: control.group, note: control.note },
    costUsd: number(control.costUsd),
    predeploy: Object.fromEntries(Object.entries(levers.predeploy).map(([id, share]) => [id, number(share, 100)])),
    rescansPerYear: number(levers.rescanPerDay, 365),
    preBlock: number(levers.preBlock, 100),
    detectMinutes: number(levers.detectMinutes),
    decideMinutes: number(levers.decideMinutes),
    actMinutes: number(levers.actMinutes),
    capPercent: number(levers.capFraction, 100),
    capAssets: levers.capAssets,
  };
}

type Stated = Omit<AddControl, "organization" | "project">;
const Fields = AddControl.omit({ organization: true, project: true });

/** What is stated, or what is wrong by field. A control without a group is a group of its own. */
export function readControlDraft(
  draft: ControlDraft,
): Stated | { readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const number = (key: string, typed: string, over = 1): number | null => {
    const text = typed.trim().replaceAll(/[$%,\s]/g, "");
    if (text === "") return null;
    const value = Number(text);
    if (!Number.isFinite(value)) problems[key] = "Write a number.";
    return value / over;
  };
  const predeploy: Levers["predeploy"] = {};
  for (const id of LEVER_CLASSES) {
    const share = number(id, draft.predeploy[id] ?? "", 100);
    if (share !== null && share !== 0) predeploy[id] = share;
  }
  const costUsd = number("costUsd", draft.costUsd);
  if (costUsd === null) problems.costUsd = "Write what it costs in a year.";
  const given = {
    ...{ name: draft.name, state: draft.state, costUsd: costUsd ?? 1, note: draft.note },
    group: draft.group.trim() === "" ? draft.name.trim().slice(0, 40) : draft.group,
    levers: {
      predeploy,
      rescanPerDay: number("rescansPerYear", draft.rescansPerYear, 365),
      preBlock: number("preBlock", draft.preBlock, 100),
      detectMinutes: number("detectMinutes", draft.detectMinutes),
      decideMinutes: number("decideMinutes", draft.decideMinutes),
      actMinutes: number("actMinutes", draft.actMinutes),
      capFraction: number("capPercent", draft.capPercent, 100),
      capAssets: [...draft.capAssets],
    },
  };
  if (Object.keys(problems).length > 0) return { problems };
  const read = Fields.safeParse(given);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) problems[fieldOf(path)] ??= message;
  return { problems };
}

const FIELDS: Readonly<Record<string, string>> = { rescanPerDay: "rescansPerYear", capFraction: "capPercent" };

/** The field that a path of the input stands in. */
function fieldOf(path: readonly PropertyKey[]): string {
  const last = String(path.at(-1) ?? "name");
  return FIELDS[last] ?? last;
}
