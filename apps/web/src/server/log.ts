import "server-only";
import { type Logger, pino } from "pino";
import { env } from "../env.ts";

export type { Logger };

let root: Logger | undefined;

/** The process's log: JSON lines on standard output, ids only; secrets are never handed to it. */
export function log(): Logger {
  root ??= pino({ level: env().logLevel, base: { app: "web" } });
  return root;
}
