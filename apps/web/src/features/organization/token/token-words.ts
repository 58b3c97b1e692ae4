import { TOKEN_DAYS } from "@redoubt/domain/organization";

/** How long a token may live; `never` is chosen on purpose, and stands last. */
export const LIFE_OPTIONS = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: String(TOKEN_DAYS.usual), label: `${TOKEN_DAYS.usual} days` },
  { value: String(TOKEN_DAYS.most), label: "One year" },
  { value: "never", label: "Never: only a person ends it" },
] as const;

/** Days of a choice; null for never. */
export function daysOf(choice: string): number | null {
  return choice === "never" ? null : Number(choice);
}
