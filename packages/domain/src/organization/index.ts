export { GRANT_ROLES, type GrantRole, MEMBER_PERMISSIONS, PERMISSIONS, type Permission, ROLES, type Role } from "./permissions.ts";
export { isGrantWithin, isRoleWithin } from "./role-bound.ts";
export * from "./schema.ts";
