import { Severity } from "../normalized.ts";
import type { DecisionRegister } from "../register.ts";
import { DismissReason } from "../states.ts";
import { DISMISS_REASONS } from "../vocabulary.ts";
import { readableFinding } from "./find-finding.ts";
import { inRegister, type PolicyDeps, POLICY_SELECT, projectOf, toPolicies } from "./policy-row.ts";

const SHOWN = 100;
const ORDER: Readonly<Record<string, number>> = {
  "awaiting-approval": 0,
  draft: 1,
  active: 2,
  expired: 3,
  revoked: 4,
};

/** Policies, suppressions in code, acknowledgements with their ends and dismissals by reason, of a project or of all. */
export async function getRegister(deps: PolicyDeps): Promise<DecisionRegister> {
  return deps.withOrganization(async (tx) => {
    const projectId = projectOf(deps);
    const { organizationId } = deps;
    const rows = await tx.db.findingPolicy.findMany({
      where: { organizationId, ...inRegister(projectId, false) },
      select: POLICY_SELECT,
      orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
    });
    const where = { organizationId, ...(projectId === null ? {} : { projectId }), AND: readableFinding(deps) };
    const inCode = await tx.db.finding.groupBy({
      by: ["scanner", "decisionOrigin"],
      where: { ...where, state: "dismissed", decisionOrigin: { in: ["in-code", "tool"] } },
      _count: true,
    });
    const dismissals = await tx.db.finding.groupBy({
      by: ["decisionReason"],
      where: { ...where, state: "dismissed", decisionOrigin: "human" },
      _count: true,
    });
    const acknowledged = { ...where, state: "acknowledged", decisionOrigin: "human" };
    const items = await tx.db.finding.findMany({
      where: { ...acknowledged, acknowledgedUntil: { not: null } },
      select: {
        number: true,
        title: true,
        severity: true,
        decisionReason: true,
        acknowledgedUntil: true,
        assignee: { select: { user: { select: { name: true } } } },
        project: { select: { slug: true, name: true } },
      },
      orderBy: [{ acknowledgedUntil: "asc" }, { number: "asc" }],
      take: SHOWN,
    });
    const policies = await toPolicies(tx, deps, rows);
    return {
      policies: policies.sort((a, b) => (ORDER[a.state] ?? 9) - (ORDER[b.state] ?? 9)),
      inCode: inCode
        .map((group) => ({
          scanner: group.scanner ?? "",
          by: group.decisionOrigin === "tool" ? ("tool" as const) : ("in-code" as const),
          count: group._count,
        }))
        .sort((a, b) => b.count - a.count || a.scanner.localeCompare(b.scanner)),
      acknowledgements: {
        count: await tx.db.finding.count({ where: acknowledged }),
        items: items.flatMap((row) =>
          row.acknowledgedUntil === null
            ? []
            : [
                {
                  ...{ number: row.number, title: row.title, project: row.project, until: row.acknowledgedUntil },
                  severity: Severity.parse(row.severity),
                  reason: row.decisionReason ?? "",
                  owner: row.assignee?.user.name ?? null,
                },
              ],
        ),
      },
      dismissals: DISMISS_REASONS.map((reason) => ({
        reason,
        count: dismissals.find((group) => DismissReason.safeParse(group.decisionReason).data === reason)?._count ?? 0,
      })).filter((each) => each.count > 0),
    };
  });
}
