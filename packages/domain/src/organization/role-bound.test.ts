import { expect, it } from "vitest";
import {
  GRANT_ROLES,
  grantPermissions,
  MEMBER_PERMISSIONS,
  PERMISSIONS,
  ROLES,
  projectPermissions,
} from "./permissions.ts";
import { isGrantWithin, isRoleWithin } from "./role-bound.ts";

it("lets an owner give every role and nobody give more than they may", () => {
  for (const role of ROLES) expect(isRoleWithin(role, "owner")).toBe(true);
  for (const granter of ROLES) {
    for (const role of ROLES.filter((given) => isRoleWithin(given, granter))) {
      for (const permission of MEMBER_PERMISSIONS[role]) expect(MEMBER_PERMISSIONS[granter].has(permission)).toBe(true);
    }
    for (const role of GRANT_ROLES.filter((given) => isGrantWithin(given, granter))) {
      for (const permission of grantPermissions(role)) expect(MEMBER_PERMISSIONS[granter].has(permission)).toBe(true);
    }
  }
  expect(isRoleWithin("owner", "security-lead")).toBe(false);
  expect(isRoleWithin("security-lead", "developer")).toBe(false);
});

it("keeps members, deletion and the organization itself out of every grant", () => {
  for (const role of GRANT_ROLES) {
    const given = grantPermissions(role);
    for (const permission of [
      "organization:members",
      "organization:delete",
      "organization:write",
      "project:create",
      "audit:read",
    ] as const) {
      expect(given.has(permission), `${role} ${permission}`).toBe(false);
    }
  }
});

it("gives an auditor nothing in a project without a grant, and reading with one", () => {
  expect([...projectPermissions("auditor", [])].sort()).toEqual(["notification:read", "organization:read"]);
  const granted = projectPermissions("auditor", ["auditor"]);
  expect(granted.has("finding:read")).toBe(true);
  expect(granted.has("finding:record")).toBe(true);
  expect(granted.has("finding:triage")).toBe(false);
  expect(granted.has("finding:read-restricted")).toBe(false);
});

it("knows each permission by slice and action, once", () => {
  expect(new Set(PERMISSIONS).size).toBe(PERMISSIONS.length);
  for (const permission of PERMISSIONS) expect(permission).toMatch(/^[a-z-]+:[a-z-]+$/);
});
