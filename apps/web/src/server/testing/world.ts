import { requestAdvisoryImport } from "@redoubt/domain/advisory/server";
import { createTestInventory, testComponent, testManifest } from "@redoubt/domain/advisory/testing";
import { getEconomics, requestSimulation } from "@redoubt/domain/economics/server";
import { createTestControl, createTestTime } from "@redoubt/domain/economics/testing";
import { passGate } from "@redoubt/domain/identity/server";
import { createTestUser, testSignInDeps } from "@redoubt/domain/identity/testing";
import { FindingFilters } from "@redoubt/domain/finding";
import {
  createView,
  decideFinding,
  getFinding,
  grantFinding,
  recordFinding,
  savePolicy,
} from "@redoubt/domain/finding/server";
import { createTestPast } from "@redoubt/domain/finding/testing";
import { createChannel, notify, testChannel } from "@redoubt/domain/notification/server";
import { deliverAll, testChannelInput } from "@redoubt/domain/notification/testing";
import { addGrant, createApiToken, createInvitation } from "@redoubt/domain/organization/server";
import { addMember, createTestOrganization } from "@redoubt/domain/organization/testing";
import { nextNumber, type NumberedKind, setPlanted } from "@redoubt/domain/project/server";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import { getAccessMap, getProfile, requestAccessReading } from "@redoubt/domain/profile/server";
import { answerTest, createTestAsset, createTestHolder, createTestPower } from "@redoubt/domain/profile/testing";
import { createRiskReport, shareReport } from "@redoubt/domain/report/server";
import { startTestScan } from "@redoubt/domain/scan/testing";
import { toTypedId, toUuid } from "@redoubt/domain/shared";
import type { Database } from "@redoubt/domain/shared/server";
import { createTestRevision } from "@redoubt/domain/source/testing";
import { emptyDocument } from "@redoubt/domain/threat-model";
import { recordAssumption, recordControl, recordThreat, writeModel } from "@redoubt/domain/threat-model/server";
import { testElement } from "@redoubt/domain/threat-model/testing";
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
  /** Of the owner. */
  newToken(): Promise<string>;
  /** For the owner. */
  newNotification(): Promise<string>;
  /** A plain webhook that gets messages of all projects. */
  newChannel(): Promise<string>;
  /** A message that was sent to a channel of its own. */
  newMessage(): Promise<{ channel: string; message: string }>;
  /** Of the owner. */
  newSession(): Promise<string>;
  /** A number of a finding, which the other side does not use. */
  newFinding(): Promise<number>;
  /** A proposal of the owner that another person may confirm. */
  newProposal(): Promise<string>;
  /** A draft of a policy by the owner, of the project or of the organization. */
  newPolicy(where: "project" | "organization"): Promise<string>;
  /** A document of the past, by a number that the other side does not use, that waits to be imported. */
  newPast(kind?: "table"): Promise<number>;
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
  /** A revision, by a number that the other side does not use, whose lock files were read. */
  newInventory(): Promise<{ revision: number }>;
  /** A version of the profile, by a number that the other side does not use. */
  profileVersion(): Promise<number>;
  newAsset(): Promise<string>;
  newHolder(): Promise<string>;
  /** A power that a person stated. */
  newPower(): Promise<string>;
  /** A reading of powers that waits. */
  newAccessReading(): Promise<void>;
  limitsVersion(): Promise<number>;
  /** Of the money at risk: a control, a measured time, and the newest simulation, which waits. */
  newMoneyControl(): Promise<string>;
  newMeasuredTime(): Promise<string>;
  newSimulation(): Promise<string>;
  /** An import of advisories that waits. */
  newAdvisoryImport(): Promise<string>;
  /** A PoC, by a number that the other side does not use, with one run that waits. */
  newPoc(): Promise<{ poc: number; run: string }>;
  /** Of the threat model: numbers that the other side does not use, and an element's id. */
  newThreat(): Promise<number>;
  newControl(): Promise<number>;
  newAssumption(): Promise<number>;
  newElement(): Promise<string>;
  /** A number of a report, which the other side does not use. */
  newReport(): Promise<number>;
  newShare(): Promise<string>;
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
  // Each project counts from 1: one side begins far away, so that no number of one exists in the other.
  if (canary === CANARY.b) await countFrom(fixture, 100_000);
  const recordCanary = async (): Promise<number> => {
    const text = { title: `Finding ${canary}`, description: canary };
    const input = { ...scope, project: fixture.slug, ...text, severity: "low", confidence: "medium" } as const;
    return (await recordFinding(fixture.system, input)).number;
  };
  const newChannel = async (): Promise<string> => {
    const made = await createChannel(
      owner.deps,
      testChannelInput({ ...scope, name: canary, url: `https://${canary}.example` }),
    );
    return made.channel.id;
  };
  const newRevision = async (): Promise<number> => (await createTestRevision(fixture.system)).number;
  let made = 0;
  const newReport = async (): Promise<number> => {
    await recordCanary();
    return (await createRiskReport(fixture.system)).number;
  };
  await plant(fixture, canary);
  await stateProfile(fixture, canary);
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
    newToken: async () =>
      (await createApiToken(owner.deps, { ...scope, name: canary, scopes: ["project:read"], days: 90 })).id,
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
    newChannel,
    async newMessage() {
      const channel = await newChannel();
      const { messageId: message } = await testChannel(owner.deps, { ...scope, channelId: toUuid(channel) });
      await deliverAll(system, toUuid(channel));
      return { channel, message };
    },
    async newSession() {
      const session = await passGate(testSignInDeps(database), {
        who: { userId: owner.userId },
        prove: async () => true,
      });
      return toTypedId("session", session.sessionId);
    },
    newFinding: recordCanary,
    async newProposal() {
      const text = { title: `Finding ${canary}`, description: canary };
      const place = { ...scope, project: fixture.slug };
      const input = { ...place, ...text, severity: "high", confidence: "medium" } as const;
      const { number } = await recordFinding(fixture.system, input);
      const decision = { command: "dismiss", reason: "by-design", comment: canary } as const;
      await decideFinding(fixture.as("owner"), { ...place, findings: [{ number, rowVersion: 1 }], decision });
      return (await getFinding(fixture.system, { ...place, number })).proposal?.id ?? "";
    },
    async newPolicy(where) {
      const draft = {
        ...{ detector: `check-${canary}`, path: null, package: null, advisory: null, branch: null },
        ...({ severityAtMost: "low", decision: "dismiss", reason: "by-design", comment: canary } as const),
        ...{ compensatingControl: "", owner: owner.memberId, expiresAt: new Date(Date.now() + 86_400_000) },
      };
      const input = { ...scope, project: fixture.slug, ...draft };
      return (await savePolicy(where === "project" ? fixture.as("owner") : owner.deps, input)).id;
    },
    newPast: (kind) => createTestPast(fixture.system, canary, kind),
    async newOpened() {
      const { memberId } = await newMember();
      await grant(memberId);
      const number = await recordCanary();
      await grantFinding(fixture.system, { ...scope, project: fixture.slug, number, memberId });
      return { number, memberId: toTypedId("member", memberId) };
    },
    findingId: () => findingId(fixture),
    async newView() {
      const list = { filters: FindingFilters.parse({ text: canary }), group: null, sort: "severity" } as const;
      return (await createView(owner.deps, { ...scope, name: canary, shared: true, list })).id;
    },
    async newScan() {
      const revision = await createTestRevision(fixture.system);
      const { request } = await startTestScan(fixture.system, revision.number);
      return { number: request.number, scan: request.scans[0]?.id ?? "" };
    },
    newSource: async () => toTypedId("source", (await createTestRevision(fixture.system)).sourceId),
    newRevision,
    async newAdvisoryImport() {
      const upload = { name: canary, uploadKey: "x", sha256: "0".repeat(64), size: 1 };
      return (await requestAdvisoryImport(owner.deps, upload)).id;
    },
    async newInventory() {
      const manifest = testManifest([testComponent(canary, "1.0.0")]);
      return { revision: (await createTestInventory(fixture.system, [manifest])).number };
    },
    profileVersion: async () => (await getProfile(fixture.system)).profile.version,
    newAsset: async () => {
      made += 1;
      return (await createTestAsset(fixture.system, { name: `Asset ${made} ${canary}` })).id;
    },
    async newHolder() {
      made += 1;
      return (await createTestHolder(fixture.system, { name: `Holder ${made} ${canary}` })).id;
    },
    async newPower() {
      made += 1;
      return (await createTestPower(fixture.system, { subject: `Front end ${made} ${canary}` })).id;
    },
    async newAccessReading() {
      await newRevision();
      await requestAccessReading(fixture.system);
    },
    limitsVersion: async () => (await getAccessMap(fixture.system)).limits.version,
    newMoneyControl: async () => {
      made += 1;
      return (await createTestControl(fixture.system, { name: `Control ${made} ${canary}` })).id;
    },
    newMeasuredTime: async () => (await createTestTime(fixture.system, { name: `Drill ${canary}` })).id,
    newSimulation: async () => {
      await requestSimulation(fixture.system);
      return (await getEconomics(fixture.system)).latest?.id ?? "";
    },
    async newPoc() {
      await newRevision();
      const finding = await recordCanary();
      const { number: poc } = await attachTestPoc(fixture.system, finding, { title: `PoC ${canary}` });
      const { runs } = await getPoc(fixture.system, { ...scope, project: fixture.slug, poc });
      return { poc, run: runs[0]?.id ?? "" };
    },
    newThreat: async () =>
      (await recordThreat(fixture.system, { ...scope, project: fixture.slug, statement: `Threat ${canary}` })).number,
    async newControl() {
      const input = { ...scope, project: fixture.slug, name: `Control ${canary}`, kind: "preventive" } as const;
      return (await recordControl(fixture.system, { ...input, state: "in-place", threats: [] })).number;
    },
    async newAssumption() {
      const input = { ...scope, project: fixture.slug, text: `Assumption ${canary}` };
      return (await recordAssumption(fixture.system, input)).number;
    },
    async newElement() {
      const elements = [testElement("one", { name: `Element ${canary}` })];
      const document = { ...emptyDocument(`Model ${canary}`), elements };
      const { ids } = await writeModel(fixture.system, { ...scope, project: fixture.slug, document, mode: "merge" });
      return ids.elements.one ?? "";
    },
    newReport,
    newShare: async () => {
      const report = await newReport();
      return (await shareReport(fixture.system, { ...scope, project: fixture.slug, report, days: 7 })).id;
    },
  };
}

async function countFrom(fixture: TestProject, number: number): Promise<void> {
  const kinds: NumberedKind[] = [
    ...(["finding", "scan", "report", "poc", "revision"] as const),
    ...(["threat", "control", "assumption", "past"] as const),
  ];
  await fixture.system.withOrganization(async (tx) => {
    for (const kind of kinds) await nextNumber(tx, fixture.system, kind, number);
  });
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

/** A version of the profile with a number that says whose it is. */
async function stateProfile({ system }: TestProject, canary: string): Promise<void> {
  const { organizationId, projectId } = system;
  if (canary === CANARY.b) {
    await system.withOrganization(async (tx) => {
      await tx.db.riskProfile.createMany({ data: [{ organizationId, projectId }] });
      const version = { organizationId, projectId, number: 100_000, answers: {} };
      await tx.db.riskProfileVersion.createMany({ data: [version] });
    });
  }
  await answerTest(system, { contact: canary }, canary === CANARY.b ? 100_000 : 0);
}

async function findingId({ system }: TestProject): Promise<string> {
  const { organizationId, projectId } = system;
  return system.withOrganization(async (tx) => {
    const row = await tx.db.finding.findFirst({ where: { organizationId, projectId }, select: { id: true } });
    return row?.id ?? "";
  });
}
