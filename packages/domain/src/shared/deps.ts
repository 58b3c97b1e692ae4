import type { Database, Prisma, TransactionOptions, Tx } from "@redoubt/db";

/** What a person acts by when a program acts for them: it opens no more than this, whatever the person may. */
export interface TokenReach {
  readonly tokenId: string;
  readonly permissions: ReadonlySet<string>;
  /** The only project that it opens; null for all. */
  readonly projectId: string | null;
}

/** Who acts: a person in an organization, by themselves or by a token, or the system with a stated reason. */
export type Actor =
  | {
      readonly kind: "user";
      readonly userId: string;
      readonly memberId: string;
      readonly token?: TokenReach;
      /** When they signed in; only of a person who is there in a browser. */
      readonly signedInAt?: Date;
    }
  | { readonly kind: "system"; readonly reason: string };

/**
 * What every use case receives, bound to one organization. `can` answers for the permissions that hold where the
 * call is (organization, or project when project deps); a system actor may everything.
 */
export interface Deps {
  readonly actor: Actor;
  readonly organizationId: string;
  readonly requestId: string | null;
  can(permission: string): boolean;
  withOrganization<T>(run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * One reading statement in the organization, as `Tx.ask`: on a hot path, for what needs no transaction around it.
   * Those that are asked at the same moment travel together.
   */
  ask<Row>(query: Prisma.Sql): Promise<Row[]>;
}

/** What a reading statement can be asked of: an open transaction, or the organization without one. */
export type Asking = Pick<Deps, "ask">;

/** Deps of a use case inside one project: rows are always looked up within it. */
export interface ProjectDeps extends Deps {
  readonly projectId: string;
}

export interface DepsInput {
  readonly database: Database;
  readonly actor: Actor;
  readonly organizationId: string;
  readonly requestId?: string | null;
  readonly permissions: ReadonlySet<string> | "all";
}

export function createDeps(input: DepsInput): Deps {
  const { database, actor, organizationId, permissions } = input;
  const asking = database.gathered();
  return {
    actor,
    organizationId,
    requestId: input.requestId ?? null,
    can: (permission) => permissions === "all" || permissions.has(permission),
    withOrganization: (run, options) => database.withOrganization(organizationId, run, options),
    ask: (query) => asking.askOrganization(organizationId, query),
  };
}

/** Deps for a schedule, a seed or a handler that acts for nobody; the reason is logged. */
export function createSystemDeps(database: Database, organizationId: string, reason: string): Deps {
  return createDeps({ database, actor: { kind: "system", reason }, organizationId, permissions: "all" });
}

/** Narrows deps to one project; the caller has resolved the project within the organization. */
export function forProject(deps: Deps, projectId: string): ProjectDeps {
  return { ...deps, projectId };
}

/** The acting person's id for a column, null for the system. */
export function actorUserId(deps: Deps): string | null {
  return deps.actor.kind === "user" ? deps.actor.userId : null;
}

/** The token that the person acts by; null when they are there themselves, and for the system. */
export function actorToken(deps: Pick<Deps, "actor">): TokenReach | null {
  return deps.actor.kind === "user" ? (deps.actor.token ?? null) : null;
}
