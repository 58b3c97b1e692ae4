import { ModelDocument } from "@redoubt/domain/threat-model";
import { z } from "zod";

/** What the process that reads threat models is asked. `count`: also count in another way and try the round trip. */
export const ModelTask = z.object({ file: z.string(), count: z.boolean() });
export type ModelTask = z.infer<typeof ModelTask>;

export const ModelCounts = z.object({
  ...{ elements: z.int(), flows: z.int(), threats: z.int(), controls: z.int(), links: z.int() },
});
export type ModelCounts = z.infer<typeof ModelCounts>;

/** Its one answer. Read as if it came from outside. */
export const ModelMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("unknown") }),
  z.object({ type: z.literal("refused"), format: z.string().nullable(), reason: z.string() }),
  z.object({
    type: z.literal("model"),
    format: z.string(),
    title: z.string(),
    document: ModelDocument.extend({
      threats: z.array(ModelDocument.shape.threats.element.extend({ until: z.coerce.date().nullable() })),
      assumptions: z.array(ModelDocument.shape.assumptions.element.extend({ reviewBy: z.coerce.date().nullable() })),
    }),
    counts: ModelCounts,
    losses: z.array(z.string()),
    stated: ModelCounts.nullable(),
    back: ModelCounts.extend({ losses: z.array(z.string()) }).nullable(),
  }),
]);
export type ModelMessage = z.infer<typeof ModelMessage>;
