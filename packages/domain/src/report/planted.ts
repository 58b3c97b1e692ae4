import { z } from "zod";

/** One planted weakness of the demo, as its own file lists it. `file` may name several, for renamed ones. */
export const PlantedWeakness = z.object({
  id: z.string(),
  title: z.string(),
  file: z.union([z.string(), z.array(z.string())]).transform((file) => (Array.isArray(file) ? file : [file])),
  function: z.union([z.string(), z.array(z.string())]).transform((name) => (Array.isArray(name) ? name : [name])),
  cwe: z.union([z.string(), z.array(z.string())]).transform((cwe) => (Array.isArray(cwe) ? cwe : [cwe])),
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
  const path = sighting.path;
  if (path === null) return false;
  const inFile = weakness.file.some((file) => path === file || path.endsWith(`/${file}`) || file.endsWith(`/${path}`));
  if (!inFile) return false;
  const bare = sighting.callable?.replace(/\(.*$/, "") ?? null;
  const names = weakness.function.map((name) => name.split(".").at(-1) ?? name);
  if (bare !== null && names.length > 0 && !names.includes(bare)) return false;
  if (weakness.cwe.length === 0 || sighting.cwe.length === 0) return true;
  return weakness.cwe.some((cwe) => sighting.cwe.includes(cwe));
}
