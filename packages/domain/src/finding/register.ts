import { z } from "zod";
import { FindingPolicy } from "./policy.ts";
import { Severity } from "./normalized.ts";
import { DismissReason } from "./states.ts";

/** An acknowledgement with its end. */
export const Acknowledgement = z.object({
  number: z.int(),
  title: z.string(),
  severity: Severity,
  reason: z.string(),
  owner: z.string().nullable(),
  until: z.date(),
  project: z.object({ slug: z.string(), name: z.string() }),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** Every decision that sets findings aside, in one place; restricted findings that the reader may not see are not in it. */
export const DecisionRegister = z.object({
  policies: z.array(FindingPolicy),
  /** By tool: what comments in the code hide, and what the tool's own configuration hides. */
  inCode: z.array(z.object({ scanner: z.string(), by: z.enum(["in-code", "tool"]), count: z.int() })),
  acknowledgements: z.object({
    count: z.int(),
    /** Ends first; the first hundred. */
    items: z.array(Acknowledgement),
  }),
  /** Dismissals by people. */
  dismissals: z.array(z.object({ reason: DismissReason, count: z.int() })),
});
export type DecisionRegister = z.infer<typeof DecisionRegister>;
