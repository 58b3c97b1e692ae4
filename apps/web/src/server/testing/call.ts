import type { DomainError } from "@redoubt/domain/shared";
import type { TRPCError } from "@trpc/server";
import type { Context } from "../context.ts";
import { toPublicError } from "../error-mapping.ts";
import { appRouter, createCaller } from "../root.ts";
import type { ProcedureMeta } from "../procedures.ts";

export interface ProcedureEntry {
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly meta: ProcedureMeta | undefined;
}

/** Every procedure of the root router: what a request can reach. */
export function allProcedures(): ProcedureEntry[] {
  return Object.entries(
    appRouter._def.procedures as unknown as Record<
      string,
      { _def: { type: ProcedureEntry["type"]; meta?: ProcedureMeta } }
    >,
  ).map(([path, procedure]) => ({ path, type: procedure._def.type, meta: procedure._def.meta }));
}

/** What came of a call: its answer, or the error as it would leave the server. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly fault: unknown };

/** Calls a procedure by its path, with any input. */
export async function call(context: Context, path: string, input: unknown): Promise<Outcome> {
  let target: unknown = createCaller(context);
  for (const part of path.split(".")) target = (target as Record<string, unknown>)[part];
  try {
    return { ok: true, value: await (target as (input: unknown) => Promise<unknown>)(input) };
  } catch (error) {
    const { code, message } = toPublicError(error);
    return {
      ok: false,
      code,
      message,
      fault: code === "internal" ? ((error as TRPCError).cause ?? (error as DomainError)) : undefined,
    };
  }
}
