import type { Severity } from "../normalized.ts";
import { SEVERITIES } from "../vocabulary.ts";
import { needsApproval, type PolicyPreview, type PolicyScope } from "../policy.ts";
import { policyHits } from "../sql/policy-hits.ts";
import { openedAmong } from "../sql/own-view.ts";
import type { Tx } from "../../shared/server.ts";
import { type PolicyDeps, projectOf } from "./policy-row.ts";
import { readSettings } from "./read-settings.ts";

const SHOWN = 200;

/** Exactly what a policy of this scope would decide now, and whether a second person must let it begin. */
export async function previewPolicy(deps: PolicyDeps, scope: PolicyScope): Promise<PolicyPreview> {
  return deps.withOrganization((tx) => readPreview(tx, deps, projectOf(deps), scope));
}

/** The same inside a transaction, for the project of a stored policy. */
export async function readPreview(
  tx: Tx,
  deps: PolicyDeps,
  projectId: string | null,
  scope: PolicyScope,
): Promise<PolicyPreview> {
  const hits = await policyHits(tx, deps, projectId, scope);
  const { secondPersonFrom } = await readSettings(tx, deps);
  const opened = await openedAmong(
    tx,
    deps,
    hits.filter((hit) => hit.restricted).map((hit) => hit.id),
  );
  const seen = hits.filter((hit) => !hit.restricted || opened.has(hit.id));
  // A scope may be any pattern: a count of what it covers would spell out what a reader may not see.
  const counted = deps.can("finding:policy") ? hits : seen;
  const bySeverity = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, counted.filter((hit) => hit.severity === severity).length]),
  ) as Record<Severity, number>;
  return {
    total: counted.length,
    bySeverity,
    hidden: counted.length - seen.length,
    hits: seen.slice(0, SHOWN).map(({ number, title, severity, state, path, detector, projectSlug, projectName }) => ({
      ...{ number, title, severity, state, path, detector },
      project: { slug: projectSlug, name: projectName },
    })),
    approvalNeeded: needsApproval(
      scope,
      counted.map((hit) => hit.severity),
      secondPersonFrom,
    ),
  };
}
