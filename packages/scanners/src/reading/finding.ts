import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Confidence, NormalizedFinding, Severity } from "@redoubt/domain/finding";
import type { ParseContext } from "../contract.ts";

/** Severity, confidence, classes and tags that a mapping table gives to one detector of a tool. */
export interface DetectorRating {
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly cwe?: readonly string[];
  readonly swc?: readonly string[];
  readonly scwe?: readonly string[];
  readonly tags?: readonly string[];
}

/** Looks a detector up by its own name only: reports name rules `constructor`, too. */
export function rated(table: Readonly<Record<string, DetectorRating>>, detector: string): DetectorRating | undefined {
  return Object.hasOwn(table, detector) ? table[detector] : undefined;
}

/** The classes of a rating as a finding carries them. */
export function ratedClasses(rating: DetectorRating): NormalizedFinding["classes"] {
  return { cwe: [...(rating.cwe ?? [])], swc: [...(rating.swc ?? [])], scwe: [...(rating.scwe ?? [])] };
}

/** Cuts a text to the length that the schema allows, visibly. */
export function clip(text: string, length: number): string {
  const clean = text.replaceAll("\u0000", "\uFFFD");
  return clean.length <= length ? clean : `${clean.slice(0, length - 1)}…`;
}

/** A positive whole number, or undefined: lines of tools may be 0, negative or missing. */
export function lineNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/**
 * A tool's path relative to the scanned root with `/`, or undefined when it leads outside.
 * Takes absolute paths, `file:` addresses, `./` and backslashes.
 */
export function relativePath(raw: string, root: string): string | undefined {
  let text = raw.replaceAll("\\", "/");
  if (text.startsWith("file:")) {
    try {
      text = fileURLToPath(text);
    } catch {
      return undefined;
    }
  }
  if (path.posix.isAbsolute(text)) {
    const base = root.endsWith("/") ? root : `${root}/`;
    if (!text.startsWith(base)) return undefined;
    text = text.slice(base.length);
  }
  const normal = path.posix.normalize(text);
  if (normal === "." || normal === ".." || normal.startsWith("../") || normal.length > 1000) return undefined;
  return normal.includes("\u0000") ? undefined : normal;
}

/** Whether a relative path lies in one of the dependency folders. */
export function isDependency(relative: string | undefined, dependencyPaths: readonly string[]): boolean {
  if (relative === undefined) return false;
  return dependencyPaths.some((folder) => relative === folder || relative.startsWith(`${folder}/`));
}

/** `path` and `dependency` of a finding from the path that a tool printed. */
export function locate(raw: string, at: ParseContext): { path?: string; dependency: boolean } {
  if (at.pathsAsWritten === true) return { path: raw.slice(0, 1000), dependency: false };
  const relative = relativePath(raw, at.root);
  if (relative === undefined) return { dependency: false };
  return { path: relative, dependency: isDependency(relative, at.dependencyPaths) };
}
