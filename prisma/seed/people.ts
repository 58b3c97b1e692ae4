import type { Role } from "@redoubt/domain/organization";

/** The people of the demo. They have no password: they sign in through the demo's persona pages, on loopback only. */
export interface DemoPerson {
  readonly persona: "lead" | "developer" | "manager" | "auditor";
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export const LEAD: DemoPerson = { persona: "lead", name: "Ines Kovač", email: "lead@demo.invalid", role: "owner" };

export const OTHERS: readonly DemoPerson[] = [
  { persona: "developer", name: "Tomasz Brandt", email: "developer@demo.invalid", role: "developer" },
  { persona: "manager", name: "Leïla Haddad", email: "manager@demo.invalid", role: "manager" },
];
