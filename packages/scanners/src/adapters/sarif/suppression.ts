import type { NormalizedFinding } from "@redoubt/domain/finding";
import { clip } from "../../reading/finding.ts";
import type { Result } from "./schema.ts";

/** Results that say "checked and fine" are no weakness; they are kept, suppressed, so that counts agree. */
export function isNoProblem(result: Result): boolean {
  return result.kind === "pass" || result.kind === "notApplicable" || result.baselineState === "absent";
}

/**
 * Whether the tool looks away from the result. A suppression means one of three things: accepted (also when it says
 * nothing), under review, rejected; one that is not accepted speaks against all others of the result.
 */
export function suppressionOf(result: Result): Pick<NormalizedFinding, "suppressed"> {
  if (isNoProblem(result)) {
    const reason = result.baselineState === "absent" ? "absent since the tool's baseline" : `kind ${result.kind}`;
    return { suppressed: { by: "tool", reason } };
  }
  const all = suppressions(result);
  const first = all[0];
  if (first === undefined || all.some(({ meaning }) => meaning !== "accepted")) return {};
  const reason = all.find(({ reason }) => reason !== undefined)?.reason;
  return {
    suppressed: {
      by: all.some(({ inCode }) => inCode) ? "in-code" : "tool",
      ...(reason === undefined ? {} : { reason: clip(reason, 2000) }),
    },
  };
}

/** What a person should know of suppressions that do not hold. */
export function suppressionNote(result: Result): string | undefined {
  if (isNoProblem(result)) return undefined;
  const open = suppressions(result).find(({ meaning }) => meaning !== "accepted");
  if (open === undefined) return undefined;
  const words = open.meaning === "rejected" ? "A suppression was rejected" : "A suppression is under review";
  return `${words}${open.reason === undefined ? "." : `: ${clip(open.reason, 2000)}`}`;
}

interface Suppression {
  readonly meaning: "accepted" | "under review" | "rejected";
  readonly inCode: boolean;
  readonly reason: string | undefined;
}

function suppressions(result: Result): Suppression[] {
  return (result.suppressions ?? []).flatMap((entry): Suppression[] => {
    if (entry === undefined) return [];
    const status = (entry.status ?? entry.state)?.toLowerCase();
    const meaning = status === "rejected" ? "rejected" : status === "underreview" ? "under review" : "accepted";
    const reason = entry.justification?.trim();
    return [{ meaning, inCode: entry.kind === "inSource", reason: reason === "" ? undefined : reason }];
  });
}
