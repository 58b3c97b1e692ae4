import { z } from "zod";
import { Severity } from "../finding/index.ts";

const Place = z.object({ file: z.string(), function: z.string() });

/** One planted weakness of the demo, as its own file lists it. */
export const PlantedWeakness = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().default(""),
  advice: z.string().nullish(),
  file: z.string(),
  /** Empty where the weakness is in no function. */
  function: z.string(),
  cwe: z.array(z.string()),
  scwe: z.array(z.string()).default([]),
  /** Further places of the same weakness. */
  alsoAt: z.array(Place).default([]),
  severity: Severity,
  /** No detector may be written for it. */
  blind: z.boolean(),
  /** What became of it, by name of the revision: present, partial, fixed, regressed, absent. */
  planted: z.record(z.string(), z.string()).default({}),
  poc: z.string().nullish(),
  /** Its number in the audit report. */
  audit: z.string().nullish(),
  inAuditScope: z.boolean().default(true),
  /** The invariant that is written for it. */
  invariant: z.string().nullish(),
});
export type PlantedWeakness = z.infer<typeof PlantedWeakness>;

/** What is compared with it: one sighting of a finding. */
export interface Sighting {
  readonly finding: number;
  readonly scanner: string;
  readonly path: string | null;
  readonly callable: string | null;
  readonly cwe: readonly string[];
}

/**
 * True when a sighting is this weakness: the same file, the same function when both name one, and a common class. Stricter than "same file", so that noise beside it does not count as a hit.
 */
export function isSighting(weakness: PlantedWeakness, sighting: Sighting): boolean {
  const { path } = sighting;
  if (path === null) return false;
  const bare = sighting.callable?.replace(/\(.*$/, "").split(".").at(-1) ?? null;
  const places = [{ file: weakness.file, function: weakness.function }, ...weakness.alsoAt];
  const isThere = places.some((place) => {
    if (path !== place.file) return false;
    return bare === null || place.function === "" || place.function === bare;
  });
  if (!isThere) return false;
  return weakness.cwe.length === 0 || weakness.cwe.some((cwe) => sighting.cwe.includes(cwe));
}

/** True when the weakness is in the revision of one of these names; unknown names are taken to have it. */
export function isPlantedIn(weakness: PlantedWeakness, names: readonly string[]): boolean {
  const told = names.flatMap((name) => weakness.planted[name] ?? []);
  return told.length === 0 || told.some((state) => state !== "fixed" && state !== "absent");
}
