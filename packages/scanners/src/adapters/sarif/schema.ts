import { z } from "zod";

// Reports of many tools bend the standard: what cannot be read is left away piece by piece, not the whole result.
const text = z.string().optional().catch(undefined);
const whole = z.int().optional().catch(undefined);
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item.catch(undefined as never))
    .optional()
    .catch(undefined);
const record = z.record(z.string(), z.unknown()).optional().catch(undefined);
const message = z
  .object({ text, markdown: text, id: text, arguments: list(z.string()) })
  .optional()
  .catch(undefined);

const ArtifactLocation = z.object({ uri: text, uriBaseId: text, index: whole }).optional().catch(undefined);
export type ArtifactLocation = NonNullable<z.infer<typeof ArtifactLocation>>;

const PhysicalLocation = z
  .object({
    artifactLocation: ArtifactLocation,
    region: z.object({ startLine: whole, endLine: whole }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);
export const Location = z.object({ physicalLocation: PhysicalLocation, message }).optional().catch(undefined);
export type Location = NonNullable<z.infer<typeof Location>>;

const Reference = z
  .object({ id: text, index: whole, toolComponent: z.object({ name: text, index: whole }).optional().catch(undefined) })
  .optional()
  .catch(undefined);

export const Rule = z.object({
  id: text,
  name: text,
  shortDescription: message,
  fullDescription: message,
  messageStrings: z.record(z.string(), z.object({ text }).optional().catch(undefined)).optional().catch(undefined),
  defaultConfiguration: z
    .object({ level: text, enabled: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  relationships: list(z.object({ target: Reference })),
  properties: record,
});
export type Rule = z.infer<typeof Rule>;

export const Result = z.object({
  ruleId: text,
  ruleIndex: whole,
  rule: Reference,
  kind: text,
  level: text,
  message,
  locations: z.array(z.unknown()).optional().catch(undefined),
  taxa: list(Reference),
  codeFlows: list(
    z.object({ threadFlows: list(z.object({ locations: z.array(z.unknown()).optional().catch(undefined) })) }),
  ),
  fingerprints: record,
  partialFingerprints: record,
  suppressions: list(z.object({ kind: text, status: text, justification: text })),
  baselineState: text,
  properties: record,
});
export type Result = z.infer<typeof Result>;

export const FlowLocation = z.object({ location: Location });
export const Driver = z.object({ name: text, version: text, semanticVersion: text });
export type Driver = z.infer<typeof Driver>;
export const Invocation = z.object({
  executionSuccessful: z.boolean().optional().catch(undefined),
  workingDirectory: ArtifactLocation,
});
