import { type GrantRole, grantPermissions, MEMBER_PERMISSIONS, type Role } from "./permissions.ts";

/** True when the role may no more than the granter's: nobody can give, or take, what they do not have. */
export function isRoleWithin(role: Role, granter: Role): boolean {
  return isSubset(MEMBER_PERMISSIONS[role], MEMBER_PERMISSIONS[granter]);
}

/** The same for a role that is given for one project. */
export function isGrantWithin(role: GrantRole, granter: Role): boolean {
  return isSubset(grantPermissions(role), MEMBER_PERMISSIONS[granter]);
}

function isSubset(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  return [...inner].every((permission) => outer.has(permission));
}
