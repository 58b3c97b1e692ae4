import { z } from "zod";
import { OrganizationScope, ProjectScope } from "../shared/index.ts";
import { Generator } from "./generator.ts";

const Line = z.object({ number: z.int(), statement: z.string(), why: z.string() });

/** What a run of the generators would change; nothing is changed by looking. */
export const GenerationPreview = z.object({
  generators: z.int(),
  added: z.array(
    z.object({
      key: z.string(),
      generator: z.string(),
      threat: z.string().nullable(),
      statement: z.string(),
      why: z.string(),
      elements: z.array(z.string()),
    }),
  ),
  unchanged: z.array(Line),
  vanished: z.array(Line),
  dismissed: z.array(Line.extend({ until: z.date().nullable() })),
  acceptance: z.array(z.object({ generator: z.string(), accepted: z.int(), declined: z.int(), waiting: z.int() })),
});
export type GenerationPreview = z.infer<typeof GenerationPreview>;

export const ApplyGeneration = ProjectScope.extend({ keys: z.array(z.string().min(1).max(4000)).min(1).max(1000) });
export type ApplyGeneration = z.infer<typeof ApplyGeneration>;

/** A generator as an organization sees it. `rowVersion` 0: built-in, as it was shipped. */
export const OrganizationGenerator = z.object({
  definition: Generator,
  builtIn: z.boolean(),
  enabled: z.boolean(),
  rowVersion: z.int(),
});
export type OrganizationGenerator = z.infer<typeof OrganizationGenerator>;

export const SaveGenerator = OrganizationScope.extend({
  definition: Generator,
  enabled: z.boolean(),
  rowVersion: z.int().min(0),
});
export type SaveGenerator = z.infer<typeof SaveGenerator>;

/** Most of its own that an organization may have. */
export const MOST_GENERATORS = 500;
