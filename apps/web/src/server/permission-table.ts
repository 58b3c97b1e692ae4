import type { JobName } from "@redoubt/domain/jobs";
import {
  BUILDERS,
  EVERYONE,
  EVERYWHERE_READERS,
  LEADS,
  OWNER,
  PEOPLE,
  PEOPLE_READERS,
  PUSHERS,
  READERS,
  RECORDERS,
  REPORT_MAKERS,
  REPORT_READERS,
  TOKEN_MAKERS,
  TRIAGERS,
  inOrganization,
  inProject,
  type Row,
} from "./permission-members.ts";
import { ECONOMICS_ROWS } from "./permission-table-economics.ts";
import { FINDING_ROWS } from "./permission-table-finding.ts";
import { PROFILE_ROWS } from "./permission-table-profile.ts";
import { THREAT_MODEL_ROWS } from "./permission-table-threat-model.ts";
import type { Member } from "./testing/world.ts";

/**
 * Who may call what: the one place where a person reads it, and the test that it holds.
 *
 * A new procedure needs one row; large slices have their rows in files of their own. `allow` names the members that pass the wall; everyone else must be refused: nobody
 * signed in, members of other organizations, and (for procedures of a project) members who cannot see the project.
 * `input` makes a valid input from one of two organizations of the same shape (testing/world.ts). It is called anew for
 * each call, so make fresh objects where a call uses them up. The isolation test takes the same inputs and puts an id,
 * slug or number of the other organization in each place where the two sides differ: it must be answered like one that
 * does not exist. Where a number names something, see that the two sides do not use the same one.
 */
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
  "organization.tokens": { allow: TOKEN_MAKERS, input: inOrganization },
  "organization.createToken": {
    allow: TOKEN_MAKERS,
    input: (side) => ({
      ...side.organization,
      ...{ name: "build", scopes: ["project:read"], projectSlug: side.project.project, days: 90 },
    }),
  },
  "organization.revokeToken": {
    allow: TOKEN_MAKERS,
    input: async (side) => ({ ...side.organization, tokenId: await side.newToken() }),
  },
  "organization.auditLog": { allow: LEADS, input: inOrganization },

  "notification.list": { allow: PEOPLE, input: inOrganization },
  "notification.unread": { allow: PEOPLE, input: inOrganization },
  "notification.markRead": {
    allow: PEOPLE,
    input: async (side) => ({ ...side.organization, id: await side.newNotification() }),
  },
  "notification.markAllRead": { allow: PEOPLE, input: inOrganization },
  "notification.settings": { allow: PEOPLE, input: inOrganization },
  "notification.saveSettings": {
    allow: PEOPLE,
    input: (side) => ({
      ...side.organization,
      ...{ mail: true, digestAt: 540, zone: "Europe/Zurich", quiet: null, mutedUntil: null, rowVersion: 0 },
      choices: { assigned: "now", severe: "now", regressed: "now", due: "digest", rest: "digest" },
      mutedProjects: [side.project.project],
    }),
  },
  "notification.rehearse": { allow: PEOPLE, input: inOrganization },
  "notification.testMail": { allow: PEOPLE, input: inOrganization },
  "notification.message": {
    allow: PEOPLE,
    input: async (side) => ({ ...side.organization, messageId: (await side.newMessage()).message }),
  },
  "notification.channels": { allow: LEADS, input: inOrganization },
  "notification.channel": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, channelId: await side.newChannel() }),
  },
  "notification.createChannel": {
    allow: LEADS,
    input: (side) => ({
      ...side.organization,
      ...{ name: "Security", kind: "webhook", url: "https://hooks.example.org/x", projects: [side.project.project] },
      ...{ threshold: "high", digest: true, digestAt: 540, zone: "UTC" },
    }),
  },
  "notification.updateChannel": {
    allow: LEADS,
    input: async (side) => ({
      ...side.organization,
      ...{ channelId: await side.newChannel(), name: "Security", projects: [side.project.project], rowVersion: 1 },
      ...{ threshold: "high", digest: true, digestAt: 540, zone: "UTC" },
    }),
  },
  "notification.switchChannel": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, channelId: await side.newChannel(), on: false }),
  },
  "notification.rotateKey": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, channelId: await side.newChannel() }),
  },
  "notification.removeChannel": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, channelId: await side.newChannel() }),
  },
  "notification.testChannel": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, channelId: await side.newChannel() }),
  },
  "notification.messages": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, channelId: (await side.newMessage()).channel }),
  },
  "notification.resend": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, messageId: (await side.newMessage()).message }),
  },

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

  ...PROFILE_ROWS,

  "advisory.inventory": {
    allow: READERS,
    input: async (side) => ({ ...side.project, revision: (await side.newInventory()).revision }),
  },
  "advisory.components": {
    allow: READERS,
    input: async (side) => ({ ...side.project, revision: (await side.newInventory()).revision }),
  },
  "advisory.takeInventory": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, revision: (await side.newInventory()).revision }),
  },

  "advisory.status": { allow: EVERYWHERE_READERS, input: inOrganization },
  "advisory.cancelImport": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, importId: await side.newAdvisoryImport() }),
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

  ...THREAT_MODEL_ROWS,
  ...ECONOMICS_ROWS,
  ...FINDING_ROWS,

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
    allow: BUILDERS,
    input: async (side) => ({
      ...side.project,
      finding: await side.newFinding(),
      fileName: "Exploit.t.sol",
      content: "contract Exploit {}",
    }),
  },
  "verification.requestRuns": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, poc: (await side.newPoc()).poc }),
  },
  "verification.cancelRun": {
    allow: BUILDERS,
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
  "report.create": { allow: REPORT_MAKERS, input: inProject },
  "report.trend": { allow: PEOPLE_READERS, input: inProject },
  "report.compare": {
    allow: PEOPLE_READERS,
    input: async (side) => ({ ...side.project, report: await side.newReport(), with: await side.newReport() }),
  },
  "report.createForFinding": {
    allow: REPORT_MAKERS,
    input: async (side) => ({ ...side.project, finding: await side.newFinding() }),
  },
  "report.createKnownIssues": { allow: REPORT_MAKERS, input: inProject },
  "report.createThreatModel": { allow: REPORT_MAKERS, input: inProject },
  "report.schedule": { allow: PEOPLE_READERS, input: inProject },
  "report.setSchedule": {
    allow: REPORT_MAKERS,
    input: (side) => ({ ...side.project, when: { cadence: "weekly", weekday: 1, hour: 6 } }),
  },
  "report.clearSchedule": { allow: REPORT_MAKERS, input: inProject },
  "report.subscribe": { allow: PEOPLE_READERS, input: (side) => ({ ...side.project, subscribed: true }) },
  "report.shares": {
    allow: REPORT_MAKERS,
    input: async (side) => ({ ...side.project, report: await side.newReport() }),
  },
  "report.share": {
    allow: REPORT_MAKERS,
    input: async (side) => ({ ...side.project, report: await side.newReport(), days: 7 }),
  },
  "report.revokeShare": {
    allow: REPORT_MAKERS,
    input: async (side) => ({ ...side.project, shareId: await side.newShare() }),
  },
};

/**
 * Who may use the routes that are no procedures, by method and path; all others are refused as with procedures. Those
 * of single persons let everyone pass who is signed in. Public ones are listed by name.
 */
export const ROUTE_TABLE: Readonly<
  Record<string, readonly Member[] | "signed-in" | "public" | "procedures" | "token">
> = {
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
  "POST /api/o/[organization]/p/[project]/past": RECORDERS,
  "GET /api/o/[organization]/p/[project]/past/[number]/document": READERS,
  "GET /api/o/[organization]/p/[project]/revision/[revision]/tree": READERS,
  "GET /api/o/[organization]/p/[project]/revision/[revision]/file": READERS,
  "GET /api/o/[organization]/p/[project]/revision/[revision]/sbom": READERS,
  "POST /api/o/[organization]/advisory": LEADS,
  "GET /api/o/[organization]/p/[project]/report/[report]/[format]": REPORT_READERS,
  "GET /api/share/[token]/[format]": "public",
  "GET /api/o/[organization]/p/[project]/finding/known-issues/[format]": READERS,
  "GET /api/o/[organization]/p/[project]/finding/openvex": READERS,
  // By a token that somebody of these roles made, with the scope: never more than its maker may.
  "GET /api/v1/openapi.json": "public",
  "GET /api/v1/me": "token",
  "GET /api/v1/projects": PEOPLE,
  "GET /api/v1/projects/[project]": READERS,
  "GET /api/v1/projects/[project]/sources": READERS,
  "POST /api/v1/projects/[project]/sources": PUSHERS,
  "GET /api/v1/projects/[project]/revisions": READERS,
  "GET /api/v1/projects/[project]/revisions/[number]": READERS,
  "POST /api/v1/projects/[project]/revisions": PUSHERS,
  "POST /api/v1/projects/[project]/revisions/[number]/commits": PUSHERS,
  "POST /api/v1/projects/[project]/scans": BUILDERS,
  "GET /api/v1/projects/[project]/scans/[number]": READERS,
  "POST /api/v1/projects/[project]/scans/[number]/cancel": BUILDERS,
  "POST /api/v1/projects/[project]/imports": PUSHERS,
  "GET /api/v1/projects/[project]/imports/[number]": READERS,
  "GET /api/v1/projects/[project]/findings": READERS,
  "GET /api/v1/projects/[project]/findings/[finding]": READERS,
  "GET /api/v1/projects/[project]/findings/[finding]/context": READERS,
  "GET /api/v1/projects/[project]/findings/[finding]/poc": PEOPLE_READERS,
  "POST /api/v1/projects/[project]/findings/[finding]/proposals": TRIAGERS,
  "GET /api/v1/projects/[project]/comparison": READERS,
  "GET /api/v1/projects/[project]/openvex": READERS,
  "POST /api/v1/advisories": ["owner", "security-lead"],
  "GET /api/v1/advisories/imports/[id]": ["owner", "security-lead"],
  "GET /api/v1/projects/[project]/reports": REPORT_READERS,
  "POST /api/v1/projects/[project]/reports": REPORT_MAKERS,
  "GET /api/v1/projects/[project]/reports/[document]": REPORT_READERS,
};

/** What the actor of a job must still be allowed when it runs; null for jobs that act for the system. */
export const JOB_TABLE: Readonly<Record<JobName, string | null>> = {
  "notification.plan": null,
  "notification.deliver": null,
  "notification.sweep": null,
  "project.continue-demo": null,
  "source.fetch-revision": "source:write",
  "advisory.take-inventory": "source:read",
  "profile.read-access": "profile:read",
  "threat-model.read-code": "threat-model:read",
  "threat-model.expire-threats": null,
  "economics.simulate": null,
  "advisory.import-dump": "advisory:write",
  "advisory.rematch": null,
  "scan.execute": "scan:run",
  "finding.import-report": "scan:import",
  "finding.remove-upload": "scan:import",
  "finding.read-past": "finding:record",
  "finding.remove-past": "finding:record",
  "finding.expire-previews": null,
  "source.sweep-storage": null,
  "finding.expire-acknowledgements": null,
  "finding.expire-policies": null,
  "finding.announce-due": null,
  "verification.run-poc": "verification:run",
  "report.render-documents": "report:read",
  "report.create-scheduled": "report:create",
  "report.run-schedules": null,
};
