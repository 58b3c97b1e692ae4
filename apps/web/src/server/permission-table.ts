import type { JobName } from "@redoubt/domain/jobs";
import type { Member, Side } from "./testing/world.ts";

/**
 * Who may call what: the one place where a person reads it, and the test that it holds.
 *
 * A new procedure needs one row. `allow` names the members that pass the wall; everyone else must be refused: nobody
 * signed in, members of other organizations, and (for procedures of a project) members who cannot see the project.
 * `input` makes a valid input from one of two organizations of the same shape (testing/world.ts). It is called anew for
 * each call, so make fresh objects where a call uses them up. The isolation test takes the same inputs and puts an id,
 * slug or number of the other organization in each place where the two sides differ: it must be answered like one that
 * does not exist. Where a number names something, see that the two sides do not use the same one.
 */
export interface Row {
  readonly allow: readonly Member[];
  readonly input?: (side: Side) => unknown;
}

const EVERYONE: readonly Member[] = [
  "owner",
  "security-lead",
  "developer",
  "manager",
  "auditor",
  "granted-auditor",
  "ci",
];
const PEOPLE: readonly Member[] = ["owner", "security-lead", "developer", "manager", "auditor", "granted-auditor"];
const LEADS: readonly Member[] = ["owner", "security-lead"];
const OWNER: readonly Member[] = ["owner"];
/** All who may read a project; an auditor only with a grant. */
const READERS: readonly Member[] = ["owner", "security-lead", "developer", "manager", "granted-auditor", "ci"];

/** All who decide on findings. */
const TRIAGERS: readonly Member[] = ["owner", "security-lead", "developer"];
/** All who may bring code and have it scanned: machines of the build too. */
const BUILDERS: readonly Member[] = ["owner", "security-lead", "developer", "ci"];
/** All who read what is made for people: PoCs and reports. */
const PEOPLE_READERS: readonly Member[] = ["owner", "security-lead", "developer", "manager", "granted-auditor"];
/** All who may read every project. */
const EVERYWHERE_READERS: readonly Member[] = ["owner", "security-lead", "developer", "manager", "ci"];

/** All who bring code and reports of scanners in. */
const PUSHERS: readonly Member[] = ["owner", "security-lead", "developer", "ci"];
const REPORT_READERS: readonly Member[] = ["owner", "security-lead", "developer", "manager", "granted-auditor"];

/** All who keep views of lists. Shared ones are kept by leads alone: the use cases refuse the others. */
const VIEWERS: readonly Member[] = ["owner", "security-lead", "developer", "manager"];
const LIST = { filters: {}, group: null, sort: "severity" };

const inOrganization = (side: Side) => side.organization;
const inProject = (side: Side) => side.project;

export const PERMISSION_TABLE: Readonly<Record<string, Row>> = {
  "identity.account": { allow: EVERYONE },
  "identity.changeName": { allow: EVERYONE, input: () => ({ name: "Somebody" }) },
  "identity.changePassword": {
    allow: EVERYONE,
    input: () => ({ currentPassword: "x", newPassword: "quiet-lantern-harbour-43" }),
  },
  "identity.setPreferences": { allow: EVERYONE, input: () => ({ editor: "vscode", listWidth: 400 }) },
  "identity.sessions": { allow: EVERYONE },
  "identity.revokeSession": { allow: EVERYONE, input: async (side) => ({ id: await side.newSession() }) },
  "identity.revokeOtherSessions": { allow: EVERYONE },

  "organization.mine": { allow: EVERYONE },
  "organization.get": { allow: PEOPLE, input: inOrganization },
  "organization.rename": { allow: LEADS, input: (side) => ({ ...side.organization, name: "Renamed", rowVersion: 1 }) },
  "organization.members": { allow: OWNER, input: inOrganization },
  "organization.changeRole": {
    allow: OWNER,
    input: async (side) => ({ ...side.organization, memberId: await side.newMember(), role: "manager", rowVersion: 1 }),
  },
  "organization.removeMember": {
    allow: OWNER,
    input: async (side) => ({ ...side.organization, memberId: await side.newMember() }),
  },
  "organization.addGrant": {
    allow: OWNER,
    input: async (side) => ({
      ...side.organization,
      memberId: await side.newMember(),
      projectSlug: side.project.project,
      role: "developer",
    }),
  },
  "organization.removeGrant": {
    allow: OWNER,
    input: async (side) => ({ ...side.organization, grantId: await side.newGrant() }),
  },
  "organization.invitations": { allow: OWNER, input: inOrganization },
  "organization.invite": { allow: OWNER, input: (side) => ({ ...side.organization, role: "developer" }) },
  "organization.revokeInvitation": {
    allow: OWNER,
    input: async (side) => ({ ...side.organization, invitationId: await side.newInvitation() }),
  },
  "organization.auditLog": { allow: LEADS, input: inOrganization },

  "notification.list": { allow: PEOPLE, input: inOrganization },
  "notification.unread": { allow: PEOPLE, input: inOrganization },
  "notification.markRead": {
    allow: PEOPLE,
    input: async (side) => ({ ...side.organization, id: await side.newNotification() }),
  },
  "notification.markAllRead": { allow: PEOPLE, input: inOrganization },

  "project.list": { allow: PEOPLE, input: inOrganization },
  "project.create": { allow: LEADS, input: (side) => ({ ...side.organization, name: "New one", kind: "dapp" }) },
  "project.get": { allow: READERS, input: inProject },
  "project.update": {
    allow: LEADS,
    input: (side) => ({ ...side.project, name: "Updated", kind: "dapp", stage: "test", summary: "", rowVersion: 1 }),
  },
  "project.archive": { allow: LEADS, input: inProject },
  "project.restore": { allow: LEADS, input: inProject },
  "project.removeDemo": { allow: OWNER, input: inOrganization },

  "source.list": { allow: READERS, input: inProject },
  "source.connectGit": {
    allow: BUILDERS,
    input: (side) => ({ ...side.project, url: "https://git.example.org/vault.git" }),
  },
  "source.connectFolder": { allow: BUILDERS, input: (side) => ({ ...side.project, folder: "/srv/vault" }) },
  "source.update": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, sourceId: await side.newSource(), rowVersion: 1, name: "vault" }),
  },
  "source.requestRevision": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, sourceId: await side.newSource() }),
  },
  "source.listRevisions": { allow: READERS, input: inProject },
  "source.getRevision": {
    allow: READERS,
    input: async (side) => ({ ...side.project, revision: await side.newRevision() }),
  },
  "source.cancelRevision": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, revision: await side.newRevision() }),
  },
  "source.retryRevision": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, revision: await side.newRevision() }),
  },

  "scan.list": { allow: READERS, input: inProject },
  "scan.get": { allow: READERS, input: async (side) => ({ ...side.project, number: (await side.newScan()).number }) },
  "scan.log": { allow: READERS, input: async (side) => ({ ...side.project, ...(await side.newScan()) }) },
  "scan.request": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, revision: await side.newRevision() }),
  },
  "scan.cancel": { allow: BUILDERS, input: async (side) => ({ ...side.project, ...(await side.newScan()) }) },
  "scan.retry": { allow: BUILDERS, input: async (side) => ({ ...side.project, ...(await side.newScan()) }) },

  "finding.list": { allow: READERS, input: inProject },
  "finding.listOrganization": { allow: EVERYWHERE_READERS, input: inOrganization },
  "finding.count": { allow: READERS, input: inProject },
  "finding.countOrganization": { allow: EVERYWHERE_READERS, input: inOrganization },
  "finding.get": { allow: READERS, input: async (side) => ({ ...side.project, number: await side.newFinding() }) },
  "finding.assignees": { allow: READERS, input: inProject },
  "finding.record": {
    allow: [...TRIAGERS, "granted-auditor"],
    input: (side) => ({ ...side.project, title: "Recorded", description: "By hand.", severity: "low" }),
  },
  "finding.decide": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...side.project,
      findings: [{ number: await side.newFinding(), rowVersion: 1 }],
      decision: { command: "confirm" },
    }),
  },
  "finding.undo": { allow: TRIAGERS, input: async (side) => ({ ...side.project, number: await side.newFinding() }) },
  "finding.decideHold": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, ...(await side.newScan()), decision: "confirm" }),
  },
  "finding.assign": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...side.project,
      findings: [{ number: await side.newFinding(), rowVersion: 1 }],
      assignee: await side.newMember(),
    }),
  },
  "finding.comment": {
    allow: [...TRIAGERS, "granted-auditor"],
    input: async (side) => ({ ...side.project, number: await side.newFinding(), comment: "Seen." }),
  },
  "finding.setSeverity": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...side.project,
      number: await side.newFinding(),
      rowVersion: 1,
      severity: "info",
      comment: "Only so.",
    }),
  },
  "finding.confirmProposal": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, proposal: await side.newProposal() }),
  },
  "finding.refuseProposal": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, proposal: await side.newProposal(), comment: "Not so." }),
  },
  "finding.restrict": {
    allow: LEADS,
    input: async (side) => ({
      ...side.project,
      number: await side.newFinding(),
      rowVersion: 1,
      restricted: true,
    }),
  },
  "finding.grant": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, ...(await side.newOpened()) }),
  },
  "finding.revokeGrant": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, ...(await side.newOpened()) }),
  },
  "finding.snooze": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...side.project,
      numbers: [await side.newFinding()],
      until: new Date(Date.now() + 86_400_000),
    }),
  },
  "finding.settings": { allow: PEOPLE, input: inOrganization },
  "finding.changeSettings": {
    allow: OWNER,
    input: (side) => ({ ...side.organization, secondPersonFrom: "critical", rowVersion: 0 }),
  },
  "finding.backlog": { allow: READERS, input: inProject },
  "finding.adoptBacklog": { allow: LEADS, input: inProject },
  "finding.declineBacklog": { allow: LEADS, input: inProject },
  "finding.undoBacklog": { allow: LEADS, input: inProject },
  "finding.groups": { allow: READERS, input: (side) => ({ ...side.project, by: "detector" }) },
  "finding.groupsOrganization": {
    allow: EVERYWHERE_READERS,
    input: (side) => ({ ...side.organization, by: "project" }),
  },
  "finding.reread": {
    allow: READERS,
    input: async (side) => ({ ...side.project, ids: [await side.findingId()] }),
  },
  "finding.rereadOrganization": {
    allow: EVERYWHERE_READERS,
    input: async (side) => ({ ...side.organization, ids: [await side.findingId()] }),
  },
  "finding.countLists": { allow: READERS, input: (side) => ({ ...side.project, lists: [{}] }) },
  "finding.countOrganizationLists": {
    allow: EVERYWHERE_READERS,
    input: (side) => ({ ...side.organization, lists: [{}] }),
  },
  "finding.suggest": { allow: READERS, input: (side) => ({ ...side.project, key: "detector" }) },
  "finding.suggestOrganization": { allow: EVERYWHERE_READERS, input: (side) => ({ ...side.organization, key: "cwe" }) },
  "finding.visit": { allow: READERS, input: inProject },
  "finding.views": { allow: VIEWERS, input: inOrganization },
  "finding.createView": {
    allow: VIEWERS,
    input: (side) => ({ ...side.organization, name: "Mine", shared: false, list: LIST }),
  },
  "finding.changeView": {
    allow: VIEWERS,
    input: async (side) => ({ ...side.organization, id: await side.newView(), rowVersion: 1, name: "Renamed" }),
  },
  "finding.deleteView": {
    allow: VIEWERS,
    input: async (side) => ({ ...side.organization, id: await side.newView() }),
  },
  "finding.orderViews": {
    allow: VIEWERS,
    input: async (side) => ({ ...side.organization, shared: true, ids: [await side.newView()] }),
  },

  "verification.list": { allow: PEOPLE_READERS, input: inProject },
  "verification.get": {
    allow: PEOPLE_READERS,
    input: async (side) => ({ ...side.project, poc: (await side.newPoc()).poc }),
  },
  "verification.runLog": {
    allow: PEOPLE_READERS,
    input: async (side) => ({ ...side.project, runId: (await side.newPoc()).run }),
  },
  "verification.attach": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...side.project,
      finding: await side.newFinding(),
      fileName: "Exploit.t.sol",
      content: "contract Exploit {}",
    }),
  },
  "verification.requestRuns": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, poc: (await side.newPoc()).poc }),
  },
  "verification.cancelRun": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, runId: (await side.newPoc()).run }),
  },

  "report.overview": { allow: PEOPLE_READERS, input: inProject },
  "report.running": { allow: PEOPLE_READERS, input: inProject },
  "report.coverage": { allow: PEOPLE_READERS, input: inProject },
  "report.list": { allow: PEOPLE_READERS, input: inProject },
  "report.listOrganization": { allow: ["owner", "security-lead", "developer", "manager"], input: inOrganization },
  "report.get": {
    allow: PEOPLE_READERS,
    input: async (side) => ({ ...side.project, report: await side.newReport() }),
  },
  "report.create": { allow: ["owner", "security-lead", "manager"], input: inProject },
};

/**
 * Who may use the routes that are no procedures, by method and path; all others are refused as with procedures. Those
 * of single persons let everyone pass who is signed in. Public ones are listed by name.
 */
export const ROUTE_TABLE: Readonly<Record<string, readonly Member[] | "signed-in" | "public" | "procedures">> = {
  "GET /api/health": "public",
  "POST /api/csp-report": "public",
  "POST /api/sign-in": "public",
  "POST /api/sign-out": "public",
  "GET /api/sign-in/[provider]": "public",
  "GET /api/auth/[...nextauth]": "public",
  "POST /api/auth/[...nextauth]": "public",
  "POST /api/demo/[persona]": "public",
  "POST /api/set-up": "public",
  "POST /api/invitation/accept": "public",
  "POST /api/link/[provider]": "signed-in",
  "POST /api/invitation/join": "signed-in",
  "GET /api/trpc/[trpc]": "procedures",
  "POST /api/trpc/[trpc]": "procedures",
  "GET /api/o/[organization]/events": PEOPLE,
  "POST /api/o/[organization]/p/[project]/upload": PUSHERS,
  "POST /api/o/[organization]/p/[project]/import": PUSHERS,
  "GET /api/o/[organization]/p/[project]/revision/[revision]/tree": READERS,
  "GET /api/o/[organization]/p/[project]/revision/[revision]/file": READERS,
  "GET /api/o/[organization]/p/[project]/report/[report]/[format]": REPORT_READERS,
};

/** What the actor of a job must still be allowed when it runs; null for jobs that act for the system. */
export const JOB_TABLE: Readonly<Record<JobName, string | null>> = {
  "project.continue-demo": null,
  "source.fetch-revision": "source:write",
  "scan.execute": "scan:run",
  "finding.import-report": "scan:import",
  "finding.expire-acknowledgements": null,
  "verification.run-poc": "verification:run",
  "report.render-documents": "report:read",
};
