import { passGate } from "@redoubt/domain/identity/server";
import { createTestUser, testSignInDeps } from "@redoubt/domain/identity/testing";
import { FindingFilters } from "@redoubt/domain/finding";
import { createView, decideFinding, getFinding, grantFinding, recordFinding } from "@redoubt/domain/finding/server";
import { notify } from "@redoubt/domain/notification/server";
import { addGrant, createInvitation } from "@redoubt/domain/organization/server";
import { addMember, createTestOrganization } from "@redoubt/domain/organization/testing";
import { setPlanted } from "@redoubt/domain/project/server";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import { createRiskReport } from "@redoubt/domain/report/server";
import { startTestScan } from "@redoubt/domain/scan/testing";
import { toTypedId } from "@redoubt/domain/shared";
import type { Database } from "@redoubt/domain/shared/server";
import { createTestRevision } from "@redoubt/domain/source/testing";
import { getPoc } from "@redoubt/domain/verification/server";
import { attachTestPoc } from "@redoubt/domain/verification/testing";

/** Text in everything of one side; no answer to the other side may contain it. */
export const CANARY = { a: "canary-alpha", b: "canary-bravo" } as const;

/**
 * One of two organizations of the same shape. The permission table builds its inputs from a side; what a call uses up
 * is made fresh by one of the functions. A slice with objects of its own adds a function here.
 */
export interface Side {
  readonly fixture: TestProject;
  readonly organization: { readonly organization: string };
  readonly project: { readonly organization: string; readonly project: string };
  /** User ids: one member of each role, and an auditor with a grant for the project. */
  readonly people: Readonly<Record<Member, string>>;
  newMember(): Promise<string>;
  newGrant(): Promise<string>;
  newInvitation(): Promise<string>;
  /** For the owner. */
  newNotification(): Promise<string>;
  /** Of the owner. */
  newSession(): Promise<string>;
  /** A number of a finding, which the other side does not use. */
  newFinding(): Promise<number>;
  /** A proposal of the owner that another person may confirm. */
  newProposal(): Promise<string>;
  /** A finding, by a number that the other side does not use, that was opened to a member. */
  newOpened(): Promise<{ number: number; memberId: string }>;
  /** The id of a finding as screens hear of it. */
  findingId(): Promise<string>;
  /** A view that the organization shares. */
  newView(): Promise<string>;
  /** A scan request, by a number that the other side does not use, with one scan in it. */
  newScan(): Promise<{ number: number; scan: string }>;
  newSource(): Promise<string>;
  /** A number of a ready revision, which the other side does not use. */
  newRevision(): Promise<number>;
  /** A PoC, by a number that the other side does not use, with one run that waits. */
  newPoc(): Promise<{ poc: number; run: string }>;
  /** A number of a report, which the other side does not use. */
  newReport(): Promise<number>;
}

export type Member = "owner" | "security-lead" | "developer" | "manager" | "auditor" | "granted-auditor" | "ci";
/** Members of side a, the owner of side b, and nobody. */
export type Who = Member | "outsider" | "anonymous";

export const MEMBERS: readonly Member[] = [
  "owner",
  "security-lead",
  "developer",
  "manager",
  "auditor",
  "granted-auditor",
  "ci",
];

export interface World {
  readonly a: Side;
  readonly b: Side;
}

export async function createWorld(database: Database): Promise<World> {
  return { a: await createSide(database, CANARY.a), b: await createSide(database, CANARY.b) };
}

async function createSide(database: Database, canary: string): Promise<Side> {
  const organization = await createTestOrganization(database, { slug: canary, name: `Organization ${canary}` });
  const fixture = await createTestProject(database, { organization, slug: `project-${canary}` });
  const { members, system } = organization;
  const { owner } = members;
  const scope = { organization: organization.slug };
  const newMember = async (name = canary): Promise<{ userId: string; memberId: string }> => {
    const { userId } = await createTestUser(database, { name });
    return { userId, memberId: await addMember(system, userId, "auditor") };
  };
  const grant = (memberId: string): Promise<{ id: string }> =>
    addGrant(owner.deps, { ...scope, memberId, projectSlug: fixture.slug, role: "auditor" });
  const granted = await newMember(`granted auditor ${canary}`);
  await grant(granted.memberId);
  // Each project counts from 1: one side keeps the odd numbers, the other the even ones.
  const ownNumber = async (make: () => Promise<number>): Promise<number> => {
    const number = await make();
    return (number % 2 === 1) === (canary === CANARY.a) ? number : make();
  };
  const recordCanary = async (): Promise<number> => {
    const text = { title: `Finding ${canary}`, description: canary };
    const input = { ...scope, project: fixture.slug, ...text, severity: "low", confidence: "medium" } as const;
    return (await recordFinding(fixture.system, input)).number;
  };
  const newRevision = async (): Promise<number> => (await createTestRevision(fixture.system)).number;
  await plant(fixture, canary);
  return {
    fixture,
    organization: scope,
    project: { ...scope, project: fixture.slug },
    people: {
      owner: owner.userId,
      "security-lead": members["security-lead"].userId,
      developer: members.developer.userId,
      manager: members.manager.userId,
      auditor: members.auditor.userId,
      "granted-auditor": granted.userId,
      ci: members.ci.userId,
    },
    newMember: async () => toTypedId("member", (await newMember()).memberId),
    newGrant: async () => (await grant((await newMember()).memberId)).id,
    newInvitation: async () => (await createInvitation(owner.deps, { ...scope, role: "developer" })).id,
    async newNotification() {
      const { organizationId } = organization;
      return system.withOrganization(async (tx) => {
        await notify(tx, system, { kind: "test.canary", title: canary, to: { memberIds: [owner.memberId] } });
        const where = { organizationId, memberId: owner.memberId };
        const row = await tx.db.notification.findFirst({ where, select: { id: true }, orderBy: { id: "desc" } });
        return toTypedId("notification", row?.id ?? "");
      });
    },
    async newSession() {
      const session = await passGate(testSignInDeps(database), {
        who: { userId: owner.userId },
        prove: async () => true,
      });
      return toTypedId("session", session.sessionId);
    },
    newFinding: () => ownNumber(recordCanary),
    async newProposal() {
      const text = { title: `Finding ${canary}`, description: canary };
      const place = { ...scope, project: fixture.slug };
      const input = { ...place, ...text, severity: "high", confidence: "medium" } as const;
      const number = await ownNumber(async () => (await recordFinding(fixture.system, input)).number);
      const decision = { command: "dismiss", reason: "by-design", comment: canary } as const;
      await decideFinding(fixture.as("owner"), { ...place, findings: [{ number, rowVersion: 1 }], decision });
      return (await getFinding(fixture.system, { ...place, number })).proposal?.id ?? "";
    },
    async newOpened() {
      const { memberId } = await newMember();
      await grant(memberId);
      const number = await ownNumber(recordCanary);
      await grantFinding(fixture.system, { ...scope, project: fixture.slug, number, memberId });
      return { number, memberId: toTypedId("member", memberId) };
    },
    findingId: () => findingId(fixture),
    async newView() {
      const list = { filters: FindingFilters.parse({ text: canary }), group: null, sort: "severity" } as const;
      return (await createView(owner.deps, { ...scope, name: canary, shared: true, list })).id;
    },
    async newScan() {
      let scan = "";
      const number = await ownNumber(async () => {
        const revision = await createTestRevision(fixture.system);
        const { request } = await startTestScan(fixture.system, revision.number);
        scan = request.scans[0]?.id ?? "";
        return request.number;
      });
      return { number, scan };
    },
    newSource: async () => toTypedId("source", (await createTestRevision(fixture.system)).sourceId),
    newRevision: () => ownNumber(newRevision),
    async newPoc() {
      let run = "";
      const poc = await ownNumber(async () => {
        await newRevision();
        const { number } = await attachTestPoc(fixture.system, await recordCanary(), { title: `PoC ${canary}` });
        const { runs } = await getPoc(fixture.system, { ...scope, project: fixture.slug, poc: number });
        run = runs[0]?.id ?? "";
        return number;
      });
      return { poc, run };
    },
    newReport: () =>
      ownNumber(async () => {
        await recordCanary();
        return (await createRiskReport(fixture.system)).number;
      }),
  };
}

/** Makes the project one that compares what was planted with what was found, as the demo's. */
async function plant(fixture: TestProject, canary: string): Promise<void> {
  const { organizationId } = fixture.organization;
  await fixture.system.withOrganization((tx) =>
    tx.db.project.updateMany({ where: { organizationId, id: fixture.projectId }, data: { demo: true } }),
  );
  const rest = { file: "src/Vault.sol", function: "deposit", cwe: ["CWE-682"], severity: "high", blind: true };
  await setPlanted(fixture.system, [{ id: "W1", title: `Weakness ${canary}`, ...rest }]);
}

async function findingId({ system }: TestProject): Promise<string> {
  const { organizationId, projectId } = system;
  return system.withOrganization(async (tx) => {
    const row = await tx.db.finding.findFirst({ where: { organizationId, projectId }, select: { id: true } });
    return row?.id ?? "";
  });
}
