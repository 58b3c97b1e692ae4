import { z } from "zod";
import { Severity } from "../finding/index.ts";

/** One planted weakness of the demo, as its own file lists it.  */
export const PlantedWeakness = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().default(""),
  file: z.string(),
  /** Empty where the weakness is in no function. */
  function: z.string(),
  cwe: z.array(z.string()),
  /** Further places of the same weakness. */
  alsoAt: z.array(z.object({ file: z.string(), function: z.string() })).default([]),
  severity: Severity,
  blind: z.boolean(),
  poc: z.string().nullish(),
  audit: z.string().nullish(),
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
 * True when a sighting is this weakness: same file by its last name, same function when both name one, and a common
 * class when both name one. Stricter than "same file", so that noise beside it does not count as a hit.
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
  if (weakness.cwe.length === 0 || sighting.cwe.length === 0) return true;
  return weakness.cwe.some((cwe) => sighting.cwe.includes(cwe));
}
