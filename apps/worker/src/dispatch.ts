import type { Delivery } from "@redoubt/db";
import { recordDenial, resolveActor } from "@redoubt/domain/organization/server";
import {
  createDeps,
  createSystemDeps,
  type Database,
  forProject,
  type JobContract,
  type ProjectDeps,
} from "@redoubt/domain/shared/server";
import type { Logger } from "pino";
import { z } from "zod";
import type { OrganizationHandler, SystemHandler, Tools } from "./handlers/context.ts";

const Payload = z.strictObject({
  organizationId: z.uuid().nullable(),
  actorId: z.uuid().nullable(),
  subjectId: z.string(),
  fence: z.int(),
});
type Payload = z.infer<typeof Payload>;

export interface Dispatcher {
  readonly database: Database;
  readonly tools: Tools;
  readonly log: Logger;
}

/**
 * Runs one delivery: parses the payload once, binds it to its organization and project, checks again that its actor
 * still may, and calls the handler. An unreadable payload throws and ends in the dead-letter queue.
 */
export async function dispatch(
  dispatcher: Dispatcher,
  contract: JobContract,
  handler: OrganizationHandler | SystemHandler,
  delivery: Delivery,
): Promise<void> {
  const payload = Payload.parse(delivery.payload);
  const log = dispatcher.log.child({ job: contract.name, subject: payload.subjectId });
  const started = performance.now();
  try {
    if ("locate" in handler) await dispatchInOrganization(dispatcher, contract, handler, payload, delivery.signal, log);
    else await handler.run({ database: dispatcher.database, tools: dispatcher.tools, log, signal: delivery.signal });
    log.info({ ms: Math.round(performance.now() - started) }, "job done");
  } catch (error) {
    log.error({ err: error, ms: Math.round(performance.now() - started) }, "job failed");
    throw error;
  }
}

async function dispatchInOrganization(
  dispatcher: Dispatcher,
  contract: JobContract,
  handler: OrganizationHandler,
  payload: Payload,
  signal: AbortSignal,
  log: Logger,
): Promise<void> {
  const { database, tools } = dispatcher;
  if (payload.organizationId === null) throw new Error(`${contract.name} needs an organization`);
  const system = createSystemDeps(database, payload.organizationId, contract.name);
  const projectId = await handler.locate(system, payload.subjectId);
  if (projectId === null) {
    log.info("subject is gone");
    return;
  }
  const deps = await actingDeps(database, contract, payload, payload.organizationId, projectId);
  if (deps === null) {
    await recordDenial(system, { action: contract.name, permission: contract.permission ?? "", projectId });
    await handler.deny?.(forProject(system, projectId), payload.subjectId);
    log.warn("denied: the person who asked may no longer");
    return;
  }
  await handler.run({ deps, subjectId: payload.subjectId, fence: payload.fence, tools, log, signal });
}

/** Deps with the actor's rights of this moment; the system's where no person asked; null when they no longer suffice. */
async function actingDeps(
  database: Database,
  contract: JobContract,
  payload: Payload,
  organizationId: string,
  projectId: string,
): Promise<ProjectDeps | null> {
  const system = createSystemDeps(database, organizationId, contract.name);
  const userId = payload.actorId;
  if (userId === null) return forProject(system, projectId);
  const access = await resolveActor(system, { userId, projectId });
  if (access === null) return null;
  const permission: string | null = contract.permission;
  const allowed: ReadonlySet<string> = access.permissions;
  if (permission !== null && !allowed.has(permission)) return null;
  const actor = { kind: "user" as const, userId, memberId: access.memberId };
  return forProject(createDeps({ database, actor, organizationId, permissions: allowed }), projectId);
}
