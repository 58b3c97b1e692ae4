import { z } from "zod";
import { CONFIDENCES, SEVERITIES } from "./vocabulary.ts";

export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

export const Confidence = z.enum(CONFIDENCES);
export type Confidence = z.infer<typeof Confidence>;

/** One step of a data or control flow, in order; lines are 1-based. */
export const FlowStep = z.object({
  path: z.string(),
  line: z.int().positive(),
  message: z.string().max(2000).optional(),
});
export type FlowStep = z.infer<typeof FlowStep>;

/** Weakness classes as bare ids: `CWE-841`, `SWC-107`, `SCWE-046`. */
export const WeaknessClasses = z.object({
  cwe: z.array(z.string()),
  swc: z.array(z.string()),
  scwe: z.array(z.string()),
});
export type WeaknessClasses = z.infer<typeof WeaknessClasses>;

/**
 * One way to recognise a weakness again. `context` v1 is made by `addContext` of the scanners package;
 * tools' own stable ids are `tool/<name>`; SARIF's are `sarif/<key>`.
 */
export const FingerprintValue = z.object({
  algorithm: z.string().max(120),
  version: z.int().nonnegative(),
  value: z.string().max(400),
});
export type FingerprintValue = z.infer<typeof FingerprintValue>;

/**
 * What every scanner and report format is parsed into. `path` is relative to the scanned folder with `/`;
 * lines are 1-based and inclusive; `dependency` says that the path lies in code of others.
 */
export const NormalizedFinding = z.object({
  scanner: z.string().max(80),
  detector: z.string().max(300),
  title: z.string().max(500),
  description: z.string().max(20_000),
  severity: Severity,
  confidence: Confidence,
  classes: WeaknessClasses,
  advisories: z.array(z.string()),
  package: z.string().optional(),
  tags: z.array(z.string()),
  path: z.string().max(1000).optional(),
  startLine: z.int().positive().optional(),
  endLine: z.int().positive().optional(),
  flow: z.array(FlowStep).max(200).optional(),
  dependency: z.boolean(),
  /** Enclosing contract or class, and function; filled by `addContext`. */
  container: z.string().optional(),
  callable: z.string().optional(),
  /** Hash of the enclosing function's text; filled by `addContext`. It says that code was touched, not what it is. */
  functionHash: z.string().max(64).optional(),
  fingerprints: z.array(FingerprintValue),
  suppressed: z.object({ by: z.enum(["tool", "in-code"]), reason: z.string().optional() }).optional(),
  /** Names that the check had before: what was found under them is still the same. */
  formerDetectors: z.array(z.string().max(300)).max(20).optional(),
});
export type NormalizedFinding = z.infer<typeof NormalizedFinding>;
