import { GRANT_ROLES, type GrantRole, ROLES, type Role } from "@redoubt/domain/organization";

/** What a role is called on screen, and what it may in a sentence. */
export const ROLE_WORDS: Readonly<Record<Role, { label: string; description: string }>> = {
  owner: { label: "Owner", description: "may do everything, members and deletion included." },
  "security-lead": { label: "Security lead", description: "may do everything but manage members and delete." },
  developer: { label: "Developer", description: "reads, scans, runs PoCs and decides on findings." },
  manager: { label: "Manager", description: "reads everything and makes reports." },
  auditor: { label: "Auditor", description: "sees only projects with a grant, records findings there and comments." },
  ci: { label: "CI", description: "pushes code, scans, runs PoCs and reads findings." },
};

const option = <T extends Role>(role: T) => ({
  value: role,
  label: ROLE_WORDS[role].label,
  description: ROLE_WORDS[role].description,
  text: ROLE_WORDS[role].label,
});

export const ROLE_OPTIONS = ROLES.map(option);
export const GRANT_OPTIONS = GRANT_ROLES.map(option);

export function toRole(text: string): Role | undefined {
  return ROLES.find((role) => role === text);
}

export function toGrantRole(text: string): GrantRole | undefined {
  return GRANT_ROLES.find((role) => role === text);
}
