import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { number, object, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { isGone, toDraft } from "./issue.ts";

const PARTS = ["issues[", "issues.*", "hotspots[", "hotspots.*", "components.*", "paging.total", "total"];

/** Reads the answers of `api/issues/search` and `api/hotspots/search`, and the JSON of sonar-report. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const runs = new Map<string, RunDraft>();
  // Behind the issues: which file a component is.
  const files = new Map<string, string>();
  let seen = 0;
  let total = 0;
  let known = false;
  for await (const { at, value } of values(stream, PARTS)) {
    if (at.endsWith("[")) known = true;
    else if (at === "components.*") {
      const { key, path } = object(value);
      const file = text(path);
      if (file !== undefined) files.set(text(key) ?? "", file);
    } else if (at === "paging.total" || at === "total") total = Math.max(total, number(value) ?? 0);
    else {
      seen += 1;
      const issue = object(value);
      const project = text(issue.project) ?? "";
      const run = runs.get(project) ?? begin(open, project, files);
      runs.set(project, run);
      if (!isGone(issue)) yield { ...toDraft(issue, at === "hotspots.*"), run };
    }
  }
  if (!known) throw new ReportError("wrong-format", "these are no issues of SonarQube");
  if (runs.size === 0) runs.set("", begin(open, "", files));
  const [first] = runs.values();
  if (total > seen) {
    for (const run of runs.values()) run.successful = false;
    first?.notice({
      kind: "limit",
      reason: `The file holds ${seen} of ${total} issues: SonarQube answers in pages, and the others are not in it`,
    });
  }
}

function begin(open: OpenRun, project: string, files: ReadonlyMap<string, string>): RunDraft {
  const run = open("sonarqube", "SonarQube", project);
  run.resultsPresent = true;
  run.amend = (draft) => ({
    ...draft,
    file: fileOf(draft.file, files),
    ...(draft.flow === undefined
      ? {}
      : { flow: draft.flow.map((step) => ({ ...step, file: fileOf(step.file, files) })) }),
  });
  return run;
}

/** `project:src/gate.ts`; the component of a whole project is no file. */
function fileOf(component: string | undefined, files: ReadonlyMap<string, string>): string | undefined {
  if (component === undefined) return undefined;
  const known = files.get(component);
  if (known !== undefined) return known;
  const path = component.slice(component.lastIndexOf(":") + 1);
  return /[./]/.test(path) ? path : undefined;
}

export const readRuns = runsOf(read);
