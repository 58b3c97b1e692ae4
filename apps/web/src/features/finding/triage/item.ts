import { findingLabel, findingNumberOf } from "../words.ts";
import type { TriageScope } from "./source.ts";

/** A finding by its project and number, as an address names it. */
export interface Item {
  readonly project: string;
  readonly number: number;
}

/** `F-12` in the list of a project, `vault/F-12` over all projects; null for anything else. */
export function itemOf(text: string | null, scope: TriageScope): Item | null {
  if (text === null) return null;
  const at = text.lastIndexOf("/");
  const project = scope.project ?? text.slice(0, Math.max(0, at));
  const number = findingNumberOf(text.slice(at + 1));
  return number === null || project === "" ? null : { project, number };
}

export function itemText({ project, number }: Item, scope: TriageScope): string {
  return scope.project === null ? `${project}/${findingLabel(number)}` : findingLabel(number);
}
