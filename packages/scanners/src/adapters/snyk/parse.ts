import type { Readable } from "node:stream";
import { startsWithList } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { object, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { infrastructureIssue, packageIssue } from "./issue.ts";

const FACTS = ["projectName", "displayTargetFile", "targetFile", "error"];
const LISTS = ["vulnerabilities", "infrastructureAsCodeIssues", "filtered.ignore"];
const PARTS = [...LISTS.flatMap((list) => [`${list}[`, `${list}.*`]), ...FACTS];
/** With an image Snyk lists what it found of each application in it. */
const INSIDE = [...PARTS, ...PARTS.map((part) => `applications.*.${part}`)];

/** What is told of a project behind its issues. */
interface Project {
  readonly run: RunDraft;
  name: string | undefined;
  file: string | undefined;
}

/** Reads `snyk test --json`, `snyk container test --json` and `snyk iac test --json`: a project, or a list of them. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const { list, whole } = await startsWithList(stream);
  const projects = new Map<string, Project>();
  for await (const { at, path, value } of values(whole, list ? INSIDE.map((part) => `*.${part}`) : INSIDE)) {
    const inside = path.indexOf("applications");
    const key = JSON.stringify(path.slice(0, inside === -1 ? (list ? 1 : 0) : inside + 2));
    const project = projects.get(key) ?? begin(open, key);
    projects.set(key, project);
    const part = at.replace(/^\*\./, "").replace(/^applications\.\*\./, "");
    if (part.endsWith("[")) project.run.resultsPresent = true;
    else if (part === "infrastructureAsCodeIssues.*") yield { ...infrastructureIssue(object(value)), run: project.run };
    else if (part.endsWith(".*"))
      yield { ...packageIssue(object(value), part !== "vulnerabilities.*"), run: project.run };
    else tell(project, part, text(value));
  }
  if (![...projects.values()].some(({ run }) => run.resultsPresent)) {
    throw new ReportError("wrong-format", "this is no report of Snyk: it has no vulnerabilities");
  }
  keepApart([...projects.values()].map(({ run }) => run));
}

/** Projects of one name, such as an image for two machines, are not one run each time anew. */
function keepApart(runs: readonly RunDraft[]): void {
  const times = new Map<string, number>();
  for (const run of runs) {
    const before = times.get(run.category) ?? 0;
    times.set(run.category, before + 1);
    if (before > 0) run.category = `${run.category} (${before + 1})`.trim();
  }
}

function begin(open: OpenRun, key: string): Project {
  const project: Project = { run: open("snyk", "Snyk", key), name: undefined, file: undefined };
  project.run.detectors = new Set(["*"]);
  project.run.category = "";
  project.run.amend = (draft) => (project.file === undefined ? draft : { ...draft, file: project.file });
  return project;
}

function tell(project: Project, part: string, said: string | undefined): void {
  if (said === undefined) return;
  if (part === "error") {
    project.run.successful = false;
    project.run.notice({ kind: "not-scanned", reason: said });
    return;
  }
  if (part === "projectName") project.name = said;
  else project.file = said;
  project.run.category = [project.name, project.file].filter((each) => each !== undefined).join(" ");
}

export const readRuns = runsOf(read);
