import { z } from "zod";
import { VexStatus } from "../scan/index.ts";

export { VexStatus };

/**
 * One statement of a VEX document: `ids` are the vulnerability's name and aliases, `packages` the package URLs that it
 * speaks of (none: it names no package), `product` what the document calls its subject.
 */
export const VexStatement = z.object({
  vulnerability: z.string().max(300),
  ids: z.array(z.string().max(300)).max(100),
  product: z.string().max(1000).nullable(),
  packages: z.array(z.string().max(1000)).max(1000),
  status: VexStatus,
  /** The standard's own word, such as `vulnerable_code_not_present`. */
  justification: z.string().max(200).nullable(),
  /** Free text: impact of what does not affect, action on what does. */
  text: z.string().max(4000).nullable(),
  /** When it was said, ISO 8601; the newest of several counts. */
  at: z.string().max(40).nullable(),
});
export type VexStatement = z.infer<typeof VexStatement>;
