import { z } from "zod";
import { OrganizationScope, ProjectScope, typedId } from "../shared/index.ts";
import { matchesGlob } from "./glob.ts";
import { Severity } from "./normalized.ts";
import { atLeastAsBad } from "./severity.ts";
import { DismissReason, FindingState } from "./states.ts";

export const POLICY_STATES = ["draft", "awaiting-approval", "active", "expired", "revoked"] as const;
export const PolicyState = z.enum(POLICY_STATES);
export type PolicyState = z.infer<typeof PolicyState>;

/** What a policy does to what it covers. */
export const PolicyDecision = z.enum(["dismiss", "acknowledge"]);
export type PolicyDecision = z.infer<typeof PolicyDecision>;

/** A policy ends after this many days at the latest, and says so this many days before. */
export const POLICY_DAYS = 365;
export const POLICY_WARNING_DAYS = 14;

const Glob = z.string().trim().min(1).max(300);

/** What a policy covers: everything that is set must hold. Globs know `*`, `?` and `**`. */
const scopeFields = {
  detector: Glob.nullable().default(null),
  path: Glob.nullable().default(null),
  package: Glob.nullable().default(null),
  advisory: z.string().trim().min(1).max(100).nullable().default(null),
  /** Worse findings are left alone. */
  severityAtMost: Severity.nullable().default(null),
  /** Every branch on which the finding is seen. */
  branch: Glob.nullable().default(null),
};
export const PolicyScope = z.strictObject(scopeFields);
export type PolicyScope = z.infer<typeof PolicyScope>;

const isNarrow = (scope: PolicyScope) =>
  scope.detector !== null || scope.path !== null || scope.package !== null || scope.advisory !== null;
const NARROW = { path: ["detector"], message: "name a check, a path, a package or an advisory" };

/** What a finding says to a policy. */
export interface PolicySubject {
  readonly detector: string | null;
  readonly path: string | null;
  readonly package: string | null;
  readonly advisories: readonly string[];
  readonly severity: Severity;
  /** Where it is seen. */
  readonly branches: readonly string[];
}

/** The one judge of what a policy covers: in the preview, at its beginning and in every publication. */
export function covers(scope: PolicyScope, subject: PolicySubject): boolean {
  const fits = (glob: string | null, text: string | null) =>
    glob === null || (text !== null && matchesGlob(glob, text));
  const { advisory, severityAtMost, branch } = scope;
  return (
    isNarrow(scope) &&
    fits(scope.detector, subject.detector) &&
    fits(scope.path, subject.path) &&
    fits(scope.package, subject.package) &&
    (advisory === null || subject.advisories.some((each) => each.toUpperCase() === advisory.toUpperCase())) &&
    (severityAtMost === null || atLeastAsBad(severityAtMost, subject.severity)) &&
    (branch === null || (subject.branches.length > 0 && subject.branches.every((each) => matchesGlob(branch, each))))
  );
}

/** True when its author alone may not let it begin. */
export function needsApproval(scope: PolicyScope, hits: readonly Severity[], from: Severity | null): boolean {
  if (from === null) return false;
  return (
    atLeastAsBad(scope.severityAtMost ?? "critical", from) || hits.some((severity) => atLeastAsBad(severity, from))
  );
}

/** A policy as its register shows it. */
export const FindingPolicy = PolicyScope.extend({
  id: z.string(),
  /** Null: all projects of the organization. */
  project: z.object({ slug: z.string(), name: z.string() }).nullable(),
  decision: PolicyDecision,
  reason: DismissReason.nullable(),
  comment: z.string(),
  compensatingControl: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  state: PolicyState,
  author: z.string(),
  approver: z.string().nullable(),
  note: z.string().nullable(),
  approvalNeeded: z.boolean(),
  expiresAt: z.date(),
  createdAt: z.date(),
  activatedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  /** Findings whose decision it is now, of those that the reader may see. */
  findings: z.int(),
  /** The reader wrote it. */
  mine: z.boolean(),
  rowVersion: z.int(),
});
export type FindingPolicy = z.infer<typeof FindingPolicy>;

/**
 * Exactly what a policy would decide now. Restricted findings that the reader may not see are counted for those who
 * may write policies, and left out for everyone else.
 */
export const PolicyPreview = z.object({
  total: z.int(),
  bySeverity: z.record(Severity, z.int()),
  hidden: z.int(),
  /** The first of them, worst first. */
  hits: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      severity: Severity,
      state: FindingState,
      path: z.string().nullable(),
      detector: z.string().nullable(),
      project: z.object({ slug: z.string(), name: z.string() }),
    }),
  ),
  approvalNeeded: z.boolean(),
});
export type PolicyPreview = z.infer<typeof PolicyPreview>;

const contentFields = {
  ...scopeFields,
  decision: PolicyDecision,
  reason: DismissReason.nullable().default(null),
  /** Why, in Markdown as typed. */
  comment: z.string().trim().min(1).max(10_000),
  compensatingControl: z.string().trim().max(2000).default(""),
  owner: typedId("member"),
  expiresAt: z.coerce.date(),
};
type Content = z.infer<z.ZodObject<typeof contentFields>>;
const hasReason = (input: Content) => (input.decision === "dismiss") === (input.reason !== null);
const REASON = { path: ["reason"], message: "a dismissal has a reason, an acknowledgement has none" };
/** A new policy, or a draft with a version that was read. */
const draftFields = {
  ...contentFields,
  policy: typedId("policy").optional(),
  rowVersion: z.int().positive().optional(),
};

export const SavePolicy = ProjectScope.extend(draftFields).refine(isNarrow, NARROW).refine(hasReason, REASON);
export type SavePolicy = z.infer<typeof SavePolicy>;
export const SaveOrganizationPolicy = OrganizationScope.extend(draftFields)
  .refine(isNarrow, NARROW)
  .refine(hasReason, REASON);
export type SaveOrganizationPolicy = z.infer<typeof SaveOrganizationPolicy>;

export const PreviewPolicy = ProjectScope.extend(scopeFields);
export type PreviewPolicy = z.infer<typeof PreviewPolicy>;
export const PreviewOrganizationPolicy = OrganizationScope.extend(scopeFields);
export type PreviewOrganizationPolicy = z.infer<typeof PreviewOrganizationPolicy>;

const selector = { policy: typedId("policy") };
const versioned = { ...selector, rowVersion: z.int().positive() };
const noted = { ...versioned, comment: z.string().trim().min(1).max(2000) };

export const SelectPolicy = ProjectScope.extend(selector);
export type SelectPolicy = z.infer<typeof SelectPolicy>;
export const SelectOrganizationPolicy = OrganizationScope.extend(selector);
export const MovePolicy = ProjectScope.extend(versioned);
export type MovePolicy = z.infer<typeof MovePolicy>;
export const MoveOrganizationPolicy = OrganizationScope.extend(versioned);
export const EndPolicy = ProjectScope.extend(noted);
export type EndPolicy = z.infer<typeof EndPolicy>;
export const EndOrganizationPolicy = OrganizationScope.extend(noted);
