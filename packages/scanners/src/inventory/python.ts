import { entries, type JsonObject, object, texts } from "../reading/value.ts";
import { own } from "./text.ts";

/** The one spelling of a Python package's name (PEP 503). */
export function pythonName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[-_.]+/g, "-");
}

/** The name in front of a requirement such as `requests[socks] >= 2; python_version < "4"` (PEP 508). */
export function requiredName(requirement: string): string | undefined {
  return /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(requirement.slice(0, 500))?.[1];
}

/** What a pyproject.toml asks for by itself: names, and whether only development does. */
export function pythonNeeds(project: JsonObject): Map<string, boolean> {
  const needs = new Map<string, boolean>();
  const add = (name: string | undefined, dev: boolean): void => {
    if (name === undefined || name === "python") return;
    const known = pythonName(name);
    needs.set(known, (needs.get(known) ?? true) && dev);
  };
  const standard = object(project.project);
  for (const each of texts(standard.dependencies)) add(requiredName(each), false);
  for (const [, list] of entries(own(standard, "optional-dependencies"))) {
    for (const each of texts(list)) add(requiredName(each), false);
  }
  for (const [, list] of entries(own(project, "dependency-groups"))) {
    for (const each of texts(list)) add(requiredName(each), true);
  }
  const poetry = object(object(project.tool).poetry);
  for (const [name] of entries(poetry.dependencies)) add(name, false);
  for (const [name] of entries(own(poetry, "dev-dependencies"))) add(name, true);
  for (const [, group] of entries(poetry.group)) {
    for (const [name] of entries(object(group).dependencies)) add(name, true);
  }
  return needs;
}
