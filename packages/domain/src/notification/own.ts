import type { Deps } from "../shared/server.ts";
import { fail } from "./errors.ts";

/** The acting member: notifications are read by nobody else. Throws notification.not-found for the system. */
export function ownMemberId(deps: Deps): string {
  if (deps.actor.kind === "system") throw fail("notification.not-found");
  return deps.actor.memberId;
}
