export {
  GRANT_ROLES,
  type GrantRole,
  grantPermissions,
  MEMBER_PERMISSIONS,
  PERMISSIONS,
  type Permission,
  projectPermissions,
  ROLES,
  type Role,
} from "./permissions.ts";
export { isGrantWithin, isRoleWithin } from "./role-bound.ts";
export * from "./schema.ts";
export { CI_SCOPES, isScopeWithin, SCOPE_WORDS, TOKEN_SCOPES, type TokenScope } from "./token-scopes.ts";
