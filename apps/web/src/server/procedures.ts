import "server-only";
import type { Permission } from "@redoubt/domain/organization";
import { initTRPC, type TRPCError } from "@trpc/server";
import superjson from "superjson";
import type { Context } from "./context.ts";
import { enterOrganization, enterProject, enterUser } from "./entry.ts";
import { isFault, toPublicError, toTrpcError } from "./error-mapping.ts";

/** What each procedure declares; the permission table is checked against it. */
export interface ProcedureMeta {
  readonly scope: "user" | "organization" | "project";
  /** "user" for the person's own account; nothing is reachable without one. */
  readonly permission: Permission | "user";
}

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const { code, message, details, issues } = toPublicError(error);
      const { httpStatus } = shape.data;
      const requestId = ctx?.caller.requestId ?? null;
      return {
        code: shape.code,
        message,
        data: { code: shape.data.code, httpStatus, problem: { code, details, issues, requestId } },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const logged = new WeakSet<Error>();

/** Logs an error once, wherever it is seen first: what was foreseen in short, a fault with its cause. */
export function logOnce(error: TRPCError, context: Context | undefined, path: string | undefined): void {
  if (logged.has(error)) return;
  logged.add(error);
  const { code } = toPublicError(error);
  if (isFault(error)) context?.log.error({ code, path, err: error.cause ?? error }, "fault");
  else context?.log.info({ code, path }, "refused");
}

/** Not exported: every procedure declares a permission through one of the three builders below. */
const guarded = t.procedure.use(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const error = toTrpcError(result.error);
  logOnce(error, ctx, path);
  throw error;
});

/** The signed-in person's own account, memberships and sessions; deps are theirs (`withUser`). */
export const userProcedure = guarded
  .meta({ scope: "user", permission: "user" })
  .use(async ({ ctx, next }) => next({ ctx: await enterUser(ctx) }));

/** A procedure in the organization that `input.organization` names, for members with the permission. */
export function organizationProcedure(permission: Permission) {
  return guarded.meta({ scope: "organization", permission }).use(async ({ ctx, path, getRawInput, next }) => {
    return next({ ctx: await enterOrganization(ctx, await getRawInput(), { permission, action: actionOf(path) }) });
  });
}

/** A procedure in the project that `input.organization` and `input.project` name, for members with the permission in it. */
export function projectProcedure(permission: Permission) {
  return guarded.meta({ scope: "project", permission }).use(async ({ ctx, path, getRawInput, next }) => {
    return next({ ctx: await enterProject(ctx, await getRawInput(), { permission, action: actionOf(path) }) });
  });
}

/** `threatModel.listAll` as the audit log writes it: `threat-model.list-all`. */
function actionOf(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
