import {
  BUILDERS,
  EVERYWHERE_READERS,
  LEADS,
  OWNER,
  PEOPLE,
  READERS,
  RECORDERS,
  TRIAGERS,
  VIEWERS,
  inOrganization,
  inProject,
  type Row,
} from "./permission-members.ts";

/** What a policy says, but for its owner. */
const POLICY = {
  ...{ path: "test/**", severityAtMost: "low", decision: "dismiss", reason: "test-code", comment: "Never deployed." },
  expiresAt: new Date(Date.now() + 86_400_000),
};

const LIST = { filters: {}, group: null, sort: "severity" };

const SLA = { critical: 7, high: 30, medium: 90, low: null, info: null };

/** The rows of the slice `finding` in the permission table. */
export const FINDING_ROWS: Readonly<Record<string, Row>> = {
  "finding.list": { allow: READERS, input: inProject },
  "finding.listOrganization": { allow: EVERYWHERE_READERS, input: inOrganization },
  "finding.count": { allow: READERS, input: inProject },
  "finding.countOrganization": { allow: EVERYWHERE_READERS, input: inOrganization },
  "finding.get": { allow: READERS, input: async (side) => ({ ...side.project, number: await side.newFinding() }) },
  "finding.assignees": { allow: READERS, input: inProject },
  "finding.assigneesOrganization": { allow: EVERYWHERE_READERS, input: inOrganization },
  "finding.record": {
    allow: RECORDERS,
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
  "finding.importPreview": {
    allow: READERS,
    input: async (side) => ({ ...side.project, number: (await side.newScan()).number }),
  },
  "finding.previewRows": {
    allow: READERS,
    input: async (side) => ({ ...side.project, number: (await side.newScan()).number, kind: "new" }),
  },
  "finding.confirmImport": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, number: (await side.newScan()).number }),
  },
  "finding.discardImport": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, number: (await side.newScan()).number }),
  },
  "finding.past.list": { allow: READERS, input: inProject },
  "finding.past.get": { allow: READERS, input: async (side) => ({ ...side.project, number: await side.newPast() }) },
  "finding.past.rows": { allow: READERS, input: async (side) => ({ ...side.project, number: await side.newPast() }) },
  "finding.past.row": {
    allow: READERS,
    input: async (side) => ({ ...side.project, number: await side.newPast(), position: 0 }),
  },
  "finding.past.changeRow": {
    allow: RECORDERS,
    input: async (side) => ({ ...side.project, number: await side.newPast(), position: 0, leftOut: true }),
  },
  "finding.past.changeHead": {
    allow: RECORDERS,
    input: async (side) => ({
      ...{ ...side.project, number: await side.newPast(), title: "Audit" },
      ...{ firm: null, date: null, commit: null },
    }),
  },
  "finding.past.map": {
    allow: RECORDERS,
    input: async (side) => ({ ...side.project, number: await side.newPast("table"), mapping: { title: 0 } }),
  },
  "finding.past.connectDefectDojo": {
    allow: RECORDERS,
    input: (side) => ({ ...side.project, url: "https://dojo.example", token: "0123456789" }),
  },
  "finding.past.import": {
    allow: RECORDERS,
    input: async (side) => ({ ...side.project, number: await side.newPast(), rowVersion: 2 }),
  },
  "finding.past.discard": {
    allow: RECORDERS,
    input: async (side) => ({ ...side.project, number: await side.newPast() }),
  },
  "finding.projectSettings": { allow: READERS, input: inProject },
  "finding.changeAssignment": {
    allow: LEADS,
    input: async (side) => ({
      ...side.project,
      assignBy: "code-owners",
      owners: [{ handle: "@somebody", member: await side.newMember() }],
      rowVersion: 0,
    }),
  },
  "finding.changeTracker": {
    allow: LEADS,
    input: (side) => ({
      ...side.project,
      tracker: { kind: "github", url: "https://github.com/acme/vault" },
      rowVersion: 0,
    }),
  },
  "finding.decideBranch": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...{ ...side.project, number: await side.newFinding(), ref: "release/1.x" },
      verdict: { command: "confirm", comment: "It is deployed from there." },
    }),
  },
  "finding.clearBranch": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, number: await side.newFinding(), ref: "release/1.x" }),
  },
  "finding.linkIssue": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...side.project,
      number: await side.newFinding(),
      url: "https://github.com/acme/vault/issues/1",
      rowVersion: 1,
    }),
  },
  "finding.pairs": { allow: READERS, input: inProject },
  "finding.countPairs": { allow: READERS, input: inProject },
  "finding.decidePair": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...{ ...side.project, numbers: [await side.newFinding(), await side.newFinding()], verdict: "apart" },
    }),
  },
  "finding.undoPair": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, numbers: [await side.newFinding(), await side.newFinding()] }),
  },
  "finding.split": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, number: await side.newFinding(), scanner: "solhint" }),
  },
  "finding.retryImport": {
    allow: BUILDERS,
    input: async (side) => ({ ...side.project, ...(await side.newScan()) }),
  },
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
  "finding.knownIssues": { allow: READERS, input: inProject },
  "finding.due": { allow: READERS, input: inProject },
  "finding.dueOrganization": { allow: EVERYWHERE_READERS, input: inOrganization },
  "finding.scoreCvss": {
    allow: READERS,
    input: (side) => ({ ...side.project, vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }),
  },
  "finding.sla": { allow: READERS, input: inProject },
  "finding.organizationSla": { allow: PEOPLE, input: inOrganization },
  "finding.setSla": { allow: LEADS, input: (side) => ({ ...side.project, days: SLA, rowVersion: 0 }) },
  "finding.setOrganizationSla": {
    allow: LEADS,
    input: (side) => ({ ...side.organization, days: SLA, rowVersion: 0 }),
  },

  "finding.policy.register": { allow: READERS, input: inProject },
  "finding.policy.get": {
    allow: READERS,
    input: async (side) => ({ ...side.project, policy: await side.newPolicy("project") }),
  },
  "finding.policy.preview": { allow: READERS, input: (side) => ({ ...side.project, path: "test/**" }) },
  "finding.policy.save": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, ...POLICY, owner: await side.newMember() }),
  },
  "finding.policy.submit": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, policy: await side.newPolicy("project"), rowVersion: 1 }),
  },
  "finding.policy.approve": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, policy: await side.newPolicy("project"), rowVersion: 1 }),
  },
  "finding.policy.refuse": {
    allow: LEADS,
    input: async (side) => ({
      ...side.project,
      policy: await side.newPolicy("project"),
      rowVersion: 1,
      comment: "No.",
    }),
  },
  "finding.policy.revoke": {
    allow: LEADS,
    input: async (side) => ({
      ...side.project,
      policy: await side.newPolicy("project"),
      rowVersion: 1,
      comment: "No.",
    }),
  },
  "finding.organizationPolicy.register": { allow: EVERYWHERE_READERS, input: inOrganization },
  "finding.organizationPolicy.get": {
    allow: EVERYWHERE_READERS,
    input: async (side) => ({ ...side.organization, policy: await side.newPolicy("organization") }),
  },
  "finding.organizationPolicy.preview": {
    allow: EVERYWHERE_READERS,
    input: (side) => ({ ...side.organization, path: "test/**" }),
  },
  "finding.organizationPolicy.save": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, ...POLICY, owner: await side.newMember() }),
  },
  "finding.organizationPolicy.submit": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, policy: await side.newPolicy("organization"), rowVersion: 1 }),
  },
  "finding.organizationPolicy.approve": {
    allow: LEADS,
    input: async (side) => ({ ...side.organization, policy: await side.newPolicy("organization"), rowVersion: 1 }),
  },
  "finding.organizationPolicy.refuse": {
    allow: LEADS,
    input: async (side) => ({
      ...{ ...side.organization, policy: await side.newPolicy("organization"), rowVersion: 1, comment: "No." },
    }),
  },
  "finding.organizationPolicy.revoke": {
    allow: LEADS,
    input: async (side) => ({
      ...{ ...side.organization, policy: await side.newPolicy("organization"), rowVersion: 1, comment: "No." },
    }),
  },
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
};
