import type { Delivery } from "@redoubt/db";
import { recordDenial, resolveActor } from "@redoubt/domain/organization/server";
import {
  createDeps,
  createSystemDeps,
  type Database,
  type Deps,
  forProject,
  type JobContract,
} from "@redoubt/domain/shared/server";
import type { Logger } from "pino";
import { z } from "zod";
import {
  ClaimLost,
  type Handler,
  type OrganizationHandler,
  type Tools,
  type WholeOrganizationHandler,
} from "./handlers/context.ts";

const Payload = z.strictObject({
  organizationId: z.uuid().nullable(),
  actorId: z.uuid().nullable(),
  // Jobs of before a token could ask name none.
  tokenId: z.uuid().nullable().default(null),
  subjectId: z.string(),
  fence: z.int(),
});
type Payload = z.infer<typeof Payload>;

export interface Dispatcher {
  readonly database: Database;
  readonly tools: Tools;
  readonly log: Logger;
  /** Aborted when this process ends: what still runs is given back. */
  readonly stopping: AbortSignal;
}

const DENIED = "The person who asked for this may no longer do it here.";
const GIVEN_UP = "This was tried several times and could not be started. Try it again by hand when the cause is known.";

/**
 * Runs one delivery: parses the payload once, binds it to its organization and project, checks again that its actor
 * still may, and calls the handler. An unreadable payload throws and ends in the dead-letter queue.
 */
export async function dispatch(
  dispatcher: Dispatcher,
  contract: JobContract,
  handler: Handler,
  delivery: Delivery,
): Promise<void> {
  const payload = Payload.parse(delivery.payload);
  const log = dispatcher.log.child({ job: contract.name, subject: payload.subjectId });
  const started = performance.now();
  const signal = AbortSignal.any([dispatcher.stopping, lostClaim(delivery.signal)]);
  try {
    if ("locate" in handler) await dispatchInOrganization(dispatcher, contract, handler, payload, signal, log);
    else if ("runWhole" in handler) await dispatchWhole(dispatcher, contract, handler, payload, signal, log);
    else await handler.run({ database: dispatcher.database, tools: dispatcher.tools, log, signal });
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
  const acting = await actingDeps(database, contract, payload, payload.organizationId, projectId);
  if (acting === null) {
    await recordDenial(system, { action: contract.name, permission: contract.permission ?? "", projectId });
    await handler.giveUp?.(forProject(system, projectId), payload.subjectId, DENIED);
    log.warn("denied: the person who asked may no longer");
    return;
  }
  const deps = forProject(acting, projectId);
  await handler.run({ deps, subjectId: payload.subjectId, fence: payload.fence, tools, log, signal });
}

async function dispatchWhole(
  { database, tools }: Dispatcher,
  contract: JobContract,
  handler: WholeOrganizationHandler,
  payload: Payload,
  signal: AbortSignal,
  log: Logger,
): Promise<void> {
  const { organizationId, subjectId } = payload;
  if (organizationId === null) throw new Error(`${contract.name} needs an organization`);
  const system = createSystemDeps(database, organizationId, contract.name);
  const deps =
    contract.permission === null ? system : await actingDeps(database, contract, payload, organizationId, null);
  if (deps === null) {
    await recordDenial(system, { action: contract.name, permission: contract.permission ?? "" });
    await handler.giveUpWhole?.(system, subjectId, DENIED);
    log.warn("denied: the person who asked may no longer");
    return;
  }
  await handler.runWhole({ deps, subjectId, tools, log, signal });
}

/** Deps with the actor's rights of this moment; the system's where no person asked; null when they no longer suffice. */
async function actingDeps(
  database: Database,
  contract: JobContract,
  payload: Payload,
  organizationId: string,
  projectId: string | null,
): Promise<Deps | null> {
  const system = createSystemDeps(database, organizationId, contract.name);
  const userId = payload.actorId;
  if (userId === null) return system;
  const access = await resolveActor(system, { userId, projectId, tokenId: payload.tokenId });
  if (access === null) return null;
  const permission: string | null = contract.permission;
  const allowed: ReadonlySet<string> = access.permissions;
  if (permission !== null && !allowed.has(permission)) return null;
  const { memberId, token } = access;
  const actor = { kind: "user" as const, userId, memberId, ...(token === null ? {} : { token }) };
  return createDeps({ database, actor, organizationId, permissions: allowed });
}

/** The queue's own signal, with a reason that handlers know. */
function lostClaim(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const lose = () => controller.abort(new ClaimLost("the queue has taken the job back"));
  if (signal.aborted) lose();
  else signal.addEventListener("abort", lose, { once: true });
  return controller.signal;
}

/**
 * Ends the subject of a job that the queue has given up, so that nothing waits for ever and people see why. A payload
 * that cannot be read has no subject: it stays in the log.
 */
export async function giveUp(
  { database, log }: Pick<Dispatcher, "database" | "log">,
  handler: Handler | undefined,
  delivery: Delivery,
): Promise<void> {
  const payload = Payload.safeParse(delivery.payload);
  const ofOrganization = handler !== undefined && ("locate" in handler || "runWhole" in handler) ? handler : undefined;
  if (!payload.success || ofOrganization === undefined || payload.data.organizationId === null) {
    log.error({ job: delivery.jobId, queue: delivery.sourceQueue }, "given up");
    return;
  }
  const { organizationId, subjectId } = payload.data;
  const system = createSystemDeps(database, organizationId, "given-up");
  await endSubject(ofOrganization, system, subjectId);
  log.error({ queue: delivery.sourceQueue, subject: subjectId }, "given up");
}

async function endSubject(
  handler: OrganizationHandler | WholeOrganizationHandler,
  system: Deps,
  subjectId: string,
): Promise<void> {
  if (!("locate" in handler)) {
    await handler.giveUpWhole?.(system, subjectId, GIVEN_UP);
    return;
  }
  const projectId = await handler.locate(system, subjectId);
  if (projectId !== null) await handler.giveUp?.(forProject(system, projectId), subjectId, GIVEN_UP);
}
