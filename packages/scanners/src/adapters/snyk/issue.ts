import { advisoriesIn } from "../../reading/classes.ts";
import { packageUrl } from "../../reading/purl.ts";
import type { Draft } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn, severityOfScore } from "../../reading/severity.ts";
import { type JsonObject, number, object, objects, text, texts } from "../../reading/value.ts";

/** Package managers as Snyk names them, where the ecosystem has another name. */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
  yarn: "npm",
  pnpm: "npm",
  gradle: "maven",
  sbt: "maven",
  pipenv: "pip",
  poetry: "pip",
  gomodules: "go",
  golang: "go",
  golangdep: "go",
  govendor: "go",
  paket: "nuget",
  mix: "hex",
  deb: "debian",
};

/** A vulnerability or license of a package, once for each path that leads to it. */
export function packageIssue(issue: JsonObject, ignored: boolean): Draft {
  const id = text(issue.id);
  const name = text(issue.packageName) ?? text(issue.moduleName) ?? text(issue.name);
  const version = text(issue.version);
  const names = object(issue.identifiers);
  const fixed = texts(issue.fixedIn);
  const path = texts(issue.from);
  const isLicense = text(issue.type) === "license" || /^snyk:lic:/.test(id ?? "");
  const manager = (text(issue.packageManager) ?? text(issue.language) ?? "").toLowerCase();
  return {
    detector: id,
    title: `${name ?? "package"}: ${text(issue.title) ?? "known vulnerability"}`,
    description: [
      text(issue.description),
      isLicense
        ? undefined
        : `${name ?? "The package"} ${version ?? ""} is installed; ${fixed.length === 0 ? "no fixed version is known" : `fixed in ${fixed.join(", ")}`}.`,
      path.length === 0 ? undefined : `Comes by: ${path.slice(0, 30).join(" > ")}`,
    ],
    severity: severityIn(
      COMMON_SEVERITIES,
      text(issue.severityWithCritical) ?? text(issue.severity),
      severityOfScore(number(issue.cvssScore)) ?? "medium",
    ),
    classes: { cwe: texts(names.CWE) },
    advisories: isLicense ? [] : advisoriesIn([...texts(names.CVE), ...texts(names.GHSA), id]),
    package: packageUrl(Object.hasOwn(ECOSYSTEMS, manager) ? ECOSYSTEMS[manager] : manager, name, version),
    tags: isLicense ? ["license"] : [],
    // What stands first is the project, with its own version; an upgrade on the way leaves the weakness where it is.
    toolId: [id, name, ...path.slice(1, -1).map(nameAlone)].join(" ").slice(0, 400),
    ...(ignored ? { suppressed: { by: "tool", reason: ignoreReason(issue) } } : {}),
  };
}

/** What is wrong with a file that describes infrastructure. */
export function infrastructureIssue(issue: JsonObject): Draft {
  const words = object(issue.iacDescription);
  const id = text(issue.id) ?? text(issue.publicId);
  const path = texts(issue.path).join(" > ");
  return {
    detector: id,
    title: text(issue.title) ?? text(issue.issue),
    description: [
      text(words.issue) ?? text(issue.issue),
      text(words.impact) ?? text(issue.impact),
      text(words.resolve) ?? text(issue.resolve),
      path === "" ? undefined : `Stands at: ${path}`,
      text(issue.documentation),
    ],
    severity: severityIn(COMMON_SEVERITIES, text(issue.severity)),
    line: issue.lineNumber,
    endLine: issue.lineNumber,
    toolId: path === "" ? undefined : `${id ?? ""} ${path}`.slice(0, 400),
    ...(issue.isIgnored === true ? { suppressed: { by: "tool", reason: "ignored in Snyk" } } : {}),
  };
}

function ignoreReason(issue: JsonObject): string {
  const [rule] = objects(object(issue.filtered).ignored);
  return text(rule?.reason) ?? "ignored in .snyk";
}

/** `ladle@1.2.0` without its version; the at of a scope stands first. */
function nameAlone(step: string): string {
  const at = step.lastIndexOf("@");
  return at > 0 ? step.slice(0, at) : step;
}
