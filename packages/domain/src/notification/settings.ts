import type { Choices } from "./schema.ts";

/** Nine o'clock, in minutes after midnight. */
export const DEFAULT_DIGEST_AT = 540;

/** What holds for who has chosen nothing: news of all findings disturb those who decide on findings. */
export function defaultChoices(decidesOnFindings: boolean): Choices {
  const news = decidesOnFindings ? "now" : "digest";
  return { assigned: "now", severe: news, regressed: news, due: "digest", rest: "digest" };
}

/** The zone of this machine: a person's until they choose another. */
export function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
