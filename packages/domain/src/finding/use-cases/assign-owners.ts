import { recordAudit } from "../../audit/server.ts";
import { findMembersWith } from "../../organization/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type ReadChanges, readChanges } from "../../source/server.ts";
import { type OwnerRule, ownersOf, parseCodeOwners } from "../code-owners.ts";
import type { AssignBy } from "../project-settings.ts";
import { type UnownedFinding, unownedFindings } from "../sql/unowned-findings.ts";
import { announceFindings } from "./announce-findings.ts";
import { addEvents } from "./change-finding.ts";
import { lockFindings } from "./lock-findings.ts";
import { readProjectSettings } from "./read-project-settings.ts";
import { tellAssigned } from "./tell-news.ts";

const MOST_FINDINGS = 500;
/** Milliseconds for matching paths; what is left over stays nobody's. */
const MATCHING_MS = 5000;

interface Member {
  readonly id: string;
  readonly name: string;
}

interface Gift extends UnownedFinding {
  readonly to: Member;
  readonly why: string;
}

/**
 * Gives new findings of the default branch to the owners that CODEOWNERS names, or to who changed the file last, as the
 * project has settled, of all scans that were requested together; to members who may decide here alone. Answers how many were given.
 */
export async function assignOwners(deps: ProjectDeps, scanId: string): Promise<number> {
  const gifts = await deps.withOrganization((tx) => chooseGifts(tx, deps, scanId));
  if (gifts.length === 0) return 0;
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const members = new Map(gifts.map(({ to }) => [to.id, to]));
    let given = 0;
    for (const to of members.values()) {
      given += await give(
        tx,
        deps,
        to,
        gifts.filter((gift) => gift.to.id === to.id),
      );
    }
    if (given > 0) await announceFindings(tx, deps, scanId);
    return given;
  });
}

async function chooseGifts(tx: Tx, deps: ProjectDeps, scanId: string): Promise<Gift[]> {
  const { assignBy, owners } = await readProjectSettings(tx, deps);
  if (assignBy === "off") return [];
  const { organizationId, projectId } = deps;
  const scan = await tx.db.scan.findFirst({
    where: { organizationId, projectId, id: scanId },
    select: { revisionId: true, scanRequestId: true },
  });
  if (scan === null || scan.revisionId === null) return [];
  const changes = await readChanges(tx, deps, scan.revisionId);
  if (changes === null || !changes.isNewest) return [];
  const findings = await unownedFindings(tx, deps, scan.scanRequestId, MOST_FINDINGS);
  if (findings.length === 0) return [];
  const people = await whoIsWho(tx, deps, owners);
  const rules = changes.codeOwners === null ? [] : parseCodeOwners(changes.codeOwners);
  const until = performance.now() + MATCHING_MS;
  return findings.flatMap((finding) => {
    const chosen = performance.now() > until ? null : choose(finding.path, { assignBy, rules, changes, people });
    return chosen === null ? [] : [{ ...finding, ...chosen }];
  });
}

/** Members by handle and e-mail; only those to whom findings of the project can be given. */
async function whoIsWho(
  tx: Tx,
  deps: ProjectDeps,
  owners: readonly { readonly handle: string; readonly memberId: string }[],
): Promise<ReadonlyMap<string, Member>> {
  const members = await findMembersWith(tx, deps, "finding:triage", deps.projectId);
  const users = await tx.db.user.findMany({
    where: { id: { in: members.map(({ userId }) => userId) } },
    select: { id: true, email: true },
  });
  const byId = new Map(members.map(({ memberId, name }) => [memberId, { id: memberId, name }]));
  const emails = new Map(users.map(({ id, email }) => [id, email.toLowerCase()]));
  const people = new Map<string, Member>();
  for (const { memberId, userId, name } of members) {
    const email = emails.get(userId);
    if (email !== undefined) people.set(email, { id: memberId, name });
  }
  // What people settled here says more than an e-mail.
  for (const { handle, memberId } of owners) {
    const member = byId.get(memberId);
    if (member === undefined) people.delete(handle);
    else people.set(handle, member);
  }
  return people;
}

interface Ground {
  readonly assignBy: AssignBy;
  readonly rules: readonly OwnerRule[];
  readonly changes: ReadChanges;
  readonly people: ReadonlyMap<string, Member>;
}

/** The first owner who is a member, with why; null when nobody is. */
function choose(path: string, { assignBy, rules, changes, people }: Ground): Pick<Gift, "to" | "why"> | null {
  if (assignBy !== "last-author") {
    for (const { handle, line } of ownersOf(rules, path)) {
      const to = people.get(handle);
      if (to !== undefined) return { to, why: `CODEOWNERS, line ${line}, names ${handle} for ${path}.` };
    }
  }
  if (assignBy === "code-owners") return null;
  const author = Object.hasOwn(changes.fileAuthors, path) ? changes.fileAuthors[path] : undefined;
  const to = author === undefined ? undefined : people.get(author);
  return to === undefined ? null : { to, why: `${author} changed ${path} last before revision ${changes.number}.` };
}

async function give(tx: Tx, deps: ProjectDeps, to: Member, gifts: readonly Gift[]): Promise<number> {
  const { organizationId, projectId } = deps;
  // Somebody may have taken one meanwhile.
  const free = await tx.db.finding.findMany({
    where: {
      organizationId,
      projectId,
      id: { in: gifts.map(({ id }) => id) },
      assigneeId: null,
      restricted: false,
      state: "new",
    },
    select: { id: true },
  });
  const ids = new Set(free.map(({ id }) => id));
  const taken = gifts.filter(({ id }) => ids.has(id));
  if (taken.length === 0) return 0;
  await tx.db.finding.updateMany({
    where: { organizationId, projectId, id: { in: [...ids] } },
    data: { assigneeId: to.id, rowVersion: { increment: 1 }, updatedAt: tx.now },
  });
  await addEvents(
    tx,
    deps,
    taken.map(({ id, why }) => ({
      findingId: id,
      kind: "assign",
      origin: "system",
      from: null,
      to: to.name,
      details: { why },
    })),
  );
  await recordAudit(tx, deps, "finding.assign-owners", {
    projectId,
    after: { assigneeId: to.id },
    details: {
      numbers: taken
        .map(({ number }) => number)
        .join(", ")
        .slice(0, 2000),
    },
  });
  await tellAssigned(tx, deps, [...ids], to.id);
  return taken.length;
}
