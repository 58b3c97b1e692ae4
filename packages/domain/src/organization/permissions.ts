/** Every permission of the product, `<slice>:<action>`. Roles are sets of them. */
export const PERMISSIONS = [
  "audit:read",
  "organization:read",
  "organization:write",
  "organization:delete",
  "organization:members",
  "organization:tokens",
  "notification:read",
  "notification:configure",
  "project:read",
  "project:create",
  "project:write",
  "source:read",
  "source:write",
  "profile:read",
  "profile:write",
  "threat-model:read",
  "threat-model:write",
  "threat-model:comment",
  "threat-model:approve",
  "threat-model:catalogue",
  "economics:read",
  "economics:write",
  "advisory:read",
  "advisory:write",
  "scan:read",
  "scan:run",
  "scan:import",
  "finding:read",
  "finding:read-restricted",
  "finding:record",
  "finding:triage",
  "finding:dismiss-high",
  "finding:acknowledge",
  "finding:comment",
  "finding:assign",
  "finding:restrict",
  "finding:policy",
  "finding:settings",
  "finding:save-view",
  "finding:share-view",
  "verification:read",
  "verification:run",
  "report:read",
  "report:create",
  "report:share",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["owner", "security-lead", "developer", "manager", "auditor", "ci"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that may be given for one project. */
export const GRANT_ROLES = ["security-lead", "developer", "manager", "auditor", "ci"] as const;
export type GrantRole = (typeof GRANT_ROLES)[number];

const READ: readonly Permission[] = [
  "organization:read",
  "notification:read",
  "project:read",
  "source:read",
  "profile:read",
  "threat-model:read",
  "economics:read",
  "advisory:read",
  "scan:read",
  "finding:read",
  "verification:read",
  "report:read",
];

// Whoever needs a second person must not be the one who abolishes it.
const OWNER_ONLY: readonly Permission[] = ["organization:members", "organization:delete", "finding:settings"];

/** What a member may everywhere in the organization, by role. An auditor sees nothing without a grant. */
export const MEMBER_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(PERMISSIONS),
  "security-lead": new Set(PERMISSIONS.filter((permission) => !OWNER_ONLY.includes(permission))),
  developer: new Set<Permission>([
    ...READ,
    "organization:tokens",
    "source:write",
    "threat-model:write",
    "threat-model:comment",
    "scan:run",
    "scan:import",
    "finding:record",
    "finding:triage",
    "finding:comment",
    "finding:assign",
    "finding:save-view",
    "verification:run",
  ]),
  manager: new Set<Permission>([
    ...READ,
    "organization:tokens",
    "threat-model:comment",
    "finding:save-view",
    "report:create",
    "report:share",
  ]),
  auditor: new Set<Permission>(["organization:read", "notification:read"]),
  ci: new Set<Permission>([
    "project:read",
    "source:read",
    "source:write",
    "advisory:read",
    "scan:read",
    "scan:run",
    "scan:import",
    "finding:read",
    // New code makes its PoCs run.
    "verification:run",
  ]),
};

const AUDITOR_GRANT: ReadonlySet<Permission> = new Set<Permission>([
  ...READ,
  "threat-model:comment",
  "finding:record",
  "finding:comment",
]);

/** What a grant adds inside its project. A project's security lead does not rename the organization. */
export function grantPermissions(role: GrantRole): ReadonlySet<Permission> {
  if (role === "auditor") return AUDITOR_GRANT;
  const inProject = [...MEMBER_PERMISSIONS[role]].filter(
    (permission) =>
      !permission.startsWith("organization:") && !permission.startsWith("audit:") && permission !== "project:create",
  );
  return new Set(inProject);
}

/** Permissions in a project: the member's own and those of the grants for it. */
export function projectPermissions(role: Role, grants: readonly GrantRole[]): ReadonlySet<Permission> {
  const all = new Set<Permission>(MEMBER_PERMISSIONS[role]);
  for (const grant of grants) for (const permission of grantPermissions(grant)) all.add(permission);
  return all;
}
