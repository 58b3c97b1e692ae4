import { type Comparison, type Finding, SEVERITIES, type Severity } from "../api/schemas.ts";
import { isAtLeast } from "../arguments.ts";
import { count, plain } from "../text/plain.ts";
import { placeOf } from "../text/table.ts";
import { code, linkTo } from "./markdown.ts";

const OPEN = new Set(["new", "confirmed", "in-progress", "fix-claimed", "regressed"]);

/** What a change introduced, sorted into what is named and what is only counted. */
export interface Judgement {
  /** Open, in own code, not restricted; worst first. */
  readonly named: readonly Finding[];
  readonly restricted: number;
  readonly dependency: number;
  readonly aside: number;
  readonly fixed: number;
  readonly unchanged: number;
  readonly notCompared: Comparison["notCompared"];
  /** There were more than the server lists. */
  readonly more: boolean;
  /** At or above the gate, restricted ones too. */
  readonly failing: readonly Finding[];
}

export function judge(comparison: Comparison, gate: Severity | undefined): Judgement {
  const open = comparison.introduced.filter(({ state, backlog }) => OPEN.has(state) && !backlog);
  const own = open.filter(({ dependency }) => !dependency);
  const named = own.filter(({ restricted }) => !restricted);
  const hiddenHere = own.length - named.length;
  return {
    named: named.toSorted(
      (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.number - b.number,
    ),
    restricted: hiddenHere + comparison.restricted.introduced,
    dependency: open.length - own.length,
    aside: comparison.introduced.length - open.length,
    fixed: comparison.fixed.length + comparison.restricted.fixed,
    unchanged: comparison.unchanged,
    notCompared: comparison.notCompared,
    more: comparison.more,
    failing: gate === undefined ? [] : own.filter(({ severity }) => isAtLeast(severity, gate)),
  };
}

export interface Setting {
  /** Where links may lead. */
  readonly origins: ReadonlySet<string>;
  /** Branch that was compared with. */
  readonly base: string;
  readonly commit: string | undefined;
  readonly gate: Severity | undefined;
  readonly rows: number;
}

/** The comment, and the summary: Markdown in which nothing that others wrote can be more than text. */
export function render(judgement: Judgement, { origins, base, commit, gate, rows }: Setting): string {
  const { named, failing } = judgement;
  const shown = named.slice(0, rows);
  const table = shown.map((one) => {
    const name = /^F-\d+$/.test(one.name) ? one.name : `F-${one.number}`;
    return `| ${one.severity} | ${linkTo(name, one.url, origins)} | ${code(one.title)} | ${code(placeOf(one), 120)} |`;
  });
  return [
    `### Redoubt: ${heading(judgement)}`,
    "",
    ...(table.length > 0 ? ["| Severity | Finding | What | Where |", "| --- | --- | --- | --- |", ...table, ""] : []),
    ...(named.length > shown.length ? [`${count(named.length - shown.length, "more finding")} not shown.`, ""] : []),
    ...(gate === undefined ? [] : [gateWords(gate, failing.length), ""]),
    ...aside(judgement),
    `<sub>Compared with ${code(base, 100)}${commit === undefined ? "" : ` at ${code(commit.slice(0, 10))}`}; only what this change introduces is listed.</sub>`,
  ].join("\n");
}

function heading({ named, restricted }: Judgement): string {
  const total = named.length + restricted;
  if (total === 0) return "nothing new";
  const [worst] = named;
  const worse = worst === undefined ? "" : `, the worst ${worst.severity}`;
  return `${count(total, "new finding")}${worse}`;
}

function gateWords(gate: Severity, failing: number): string {
  const from = gate === "critical" ? "critical" : `${gate} or worse`;
  return failing === 0
    ? `The gate (${from}) is passed.`
    : `**The gate (${from}) is not passed: ${count(failing, "finding")}.**`;
}

/** One line each for what is counted only; a restricted finding is never named. */
function aside({ restricted, dependency, aside: set, fixed, unchanged, notCompared, more }: Judgement): string[] {
  const lines = [
    restricted > 0
      ? `${count(restricted, "finding")} of these ${restricted === 1 ? "is" : "are"} restricted: see Redoubt.`
      : "",
    more ? "There are more than Redoubt compares at once." : "",
    dependency > 0 ? `${count(dependency, "new finding")} in dependencies, folded away.` : "",
    set > 0 ? `${count(set, "new finding")} set aside by a decision that holds already.` : "",
    [fixed > 0 ? `${fixed} fixed` : "", unchanged > 0 ? `${unchanged} as before` : ""].filter(Boolean).join(", "),
    ...notCompared
      .slice(0, 10)
      .map(({ scanner, reason }) => `Not compared: ${code(scanner, 40)}, ${code(reason, 160)}`),
  ];
  const said = lines.filter((line) => line !== "").map((line) => `- ${line}`);
  return said.length > 0 ? [...said, ""] : [];
}

/** For a run that could not judge; `problem` is in our own words. */
export function renderProblem(problem: string, commit: string | undefined): string {
  const at = commit === undefined ? "" : ` at ${code(commit.slice(0, 10))}`;
  return [
    "### Redoubt: not judged",
    "",
    `This change${at} could not be judged.`,
    "",
    `> ${code(plain(problem, 400), 400)}`,
  ].join("\n");
}
