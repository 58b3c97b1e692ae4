import type { Member, Side } from "./testing/world.ts";

/** A row of the permission table (permission-table.ts), where it is explained. */
export interface Row {
  readonly allow: readonly Member[];
  readonly input?: (side: Side) => unknown;
}

export const EVERYONE: readonly Member[] = [
  "owner",
  "security-lead",
  "developer",
  "manager",
  "auditor",
  "granted-auditor",
  "ci",
];
export const PEOPLE: readonly Member[] = [
  "owner",
  "security-lead",
  "developer",
  "manager",
  "auditor",
  "granted-auditor",
];
export const LEADS: readonly Member[] = ["owner", "security-lead"];
export const OWNER: readonly Member[] = ["owner"];
/** All who may read a project; an auditor only with a grant. */
export const READERS: readonly Member[] = ["owner", "security-lead", "developer", "manager", "granted-auditor", "ci"];

/** All who decide on findings. */
export const TRIAGERS: readonly Member[] = ["owner", "security-lead", "developer"];
/** All who write findings down: auditors with a grant, too. */
export const RECORDERS: readonly Member[] = [...TRIAGERS, "granted-auditor"];
/** All who may bring code and have it scanned: machines of the build too. */
export const BUILDERS: readonly Member[] = ["owner", "security-lead", "developer", "ci"];
/** All who read what is made for people: PoCs and reports. */
export const PEOPLE_READERS: readonly Member[] = ["owner", "security-lead", "developer", "manager", "granted-auditor"];
/** All who make reports and hand them on. */
export const REPORT_MAKERS: readonly Member[] = ["owner", "security-lead", "manager"];
/** All who may read every project. */
export const EVERYWHERE_READERS: readonly Member[] = ["owner", "security-lead", "developer", "manager", "ci"];

/** All who bring code and reports of scanners in. */
export const PUSHERS: readonly Member[] = ["owner", "security-lead", "developer", "ci"];
export const REPORT_READERS: readonly Member[] = ["owner", "security-lead", "developer", "manager", "granted-auditor"];

/** All who keep views of lists. Shared ones are kept by leads alone: the use cases refuse the others. */
export const VIEWERS: readonly Member[] = ["owner", "security-lead", "developer", "manager"];

/** All who may let programs act for them. */
export const TOKEN_MAKERS: readonly Member[] = ["owner", "security-lead", "developer", "manager"];

export const inOrganization = (side: Side) => side.organization;
export const inProject = (side: Side) => side.project;
