import { z } from "zod";

// Reports of many tools bend the standard: what cannot be read is left away piece by piece, not the whole result.
const text = z.string().optional().catch(undefined);
const whole = z.int().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
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

const Configuration = z
  .object({ level: text, rank: number, enabled: z.boolean().optional().catch(undefined) })
  .optional()
  .catch(undefined);
export type Configuration = NonNullable<z.infer<typeof Configuration>>;

/** Texts of messages by their id. */
export const MessageStrings = z
  .record(z.string(), z.object({ text, markdown: text }).optional().catch(undefined))
  .optional()
  .catch(undefined);
export type MessageStrings = z.infer<typeof MessageStrings>;

export const Rule = z.object({
  id: text,
  deprecatedIds: list(z.string()),
  name: text,
  shortDescription: message,
  fullDescription: message,
  messageStrings: MessageStrings,
  defaultConfiguration: Configuration,
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
  rank: number,
  message,
  locations: z.array(z.unknown()).optional().catch(undefined),
  taxa: list(Reference),
  codeFlows: list(
    z.object({ threadFlows: list(z.object({ locations: z.array(z.unknown()).optional().catch(undefined) })) }),
  ),
  fingerprints: record,
  partialFingerprints: record,
  // `state` is what drafts of the standard, and tools to this day, call `status`.
  suppressions: list(z.object({ kind: text, status: text, state: text, justification: text })),
  baselineState: text,
  properties: record,
});
export type Result = z.infer<typeof Result>;

export const FlowLocation = z.object({ location: Location, index: whole, importance: text });
export type FlowLocation = z.infer<typeof FlowLocation>;
export const Driver = z.object({ name: text, version: text, semanticVersion: text });
export type Driver = z.infer<typeof Driver>;
const Override = z.object({ descriptor: Reference, configuration: Configuration });
export type Override = z.infer<typeof Override>;
export const Invocation = z.object({
  ruleConfigurationOverrides: list(Override),
  executionSuccessful: z.boolean().optional().catch(undefined),
  workingDirectory: ArtifactLocation,
});
