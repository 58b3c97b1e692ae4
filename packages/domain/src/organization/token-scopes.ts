import type { Permission } from "./permissions.ts";

/** What a token may be made for. A scope is kept for ever once it was released. */
export const TOKEN_SCOPES = [
  "project:read",
  "source:write",
  "scan:run",
  "scan:import",
  "finding:read",
  "finding:read-restricted",
  "finding:propose",
  "report:read",
  "report:write",
  "advisory:write",
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

interface Opening {
  /** Without this a maker has nothing of the scope, and is told so. */
  readonly needs: Permission;
  /** All that it opens, as far as its maker has it. */
  readonly opens: readonly Permission[];
}

const OPENINGS: Readonly<Record<TokenScope, Opening>> = {
  "project:read": { needs: "project:read", opens: ["organization:read", "project:read", "source:read"] },
  // New code makes its PoCs run: a push that could not have that would leave them without a verdict.
  "source:write": {
    needs: "source:write",
    opens: ["project:read", "source:read", "source:write", "verification:run"],
  },
  "scan:run": { needs: "scan:run", opens: ["project:read", "source:read", "scan:read", "scan:run"] },
  "scan:import": { needs: "scan:import", opens: ["project:read", "scan:read", "scan:import"] },
  "finding:read": {
    needs: "finding:read",
    opens: ["project:read", "source:read", "scan:read", "finding:read", "verification:read"],
  },
  "finding:read-restricted": { needs: "finding:read-restricted", opens: ["finding:read-restricted"] },
  // What a person needs to take the decision is needed to propose it; that a token never takes one is the use case's.
  "finding:propose": {
    needs: "finding:triage",
    opens: ["project:read", "finding:read", "finding:triage", "finding:dismiss-high", "finding:acknowledge"],
  },
  "report:read": { needs: "report:read", opens: ["project:read", "report:read"] },
  "report:write": { needs: "report:create", opens: ["project:read", "report:read", "report:create"] },
  "advisory:write": { needs: "advisory:write", opens: ["organization:read", "advisory:read", "advisory:write"] },
};

export function scopePermissions(scopes: readonly TokenScope[]): ReadonlySet<Permission> {
  return new Set(scopes.flatMap((scope) => OPENINGS[scope].opens));
}

/** Whether a token of somebody with these permissions has anything of a scope. */
export function isScopeWithin(scope: TokenScope, own: ReadonlySet<string>): boolean {
  return own.has(OPENINGS[scope].needs);
}

/** What people choose from: what it is good for, in their words. */
export const SCOPE_WORDS: Readonly<Record<TokenScope, string>> = {
  "project:read": "See projects, sources and revisions",
  "source:write": "Push code and connect repositories",
  "scan:run": "Start, follow and cancel scans",
  "scan:import": "Import reports of other tools",
  "finding:read": "Read findings, their code and PoCs",
  "finding:read-restricted": "Read restricted findings too",
  "finding:propose": "Propose decisions, which a person confirms",
  "report:read": "Read and download reports",
  "report:write": "Make reports",
  "advisory:write": "Bring dumps of advisories",
};

/** What most builds need: push code, scan it, and tell what came of it. */
export const CI_SCOPES: readonly TokenScope[] = [
  "project:read",
  "source:write",
  "scan:run",
  "scan:import",
  "finding:read",
];
