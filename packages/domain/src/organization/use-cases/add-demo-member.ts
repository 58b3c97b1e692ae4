import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { Deps } from "../../shared/server.ts";
import type { Role } from "../permissions.ts";

/** Adds a person of the demo without an invitation; only the seed calls this. Answers with the member's id. */
export async function addDemoMember(
  deps: Deps,
  person: { readonly userId: string; readonly role: Role },
): Promise<string> {
  return deps.withOrganization(async (tx) => {
    const id = newId();
    await tx.db.member.createMany({
      data: [{ organizationId: deps.organizationId, id, userId: person.userId, role: person.role, createdAt: tx.now }],
    });
    await recordAudit(tx, deps, "organization.add-demo-member", { subjectId: id, details: { role: person.role } });
    return id;
  });
}
