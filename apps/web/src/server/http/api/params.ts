import "server-only";
import { z } from "zod";

const Digits = z.string().regex(/^[1-9]\d{0,8}$/);

/** A number in a path, as text. */
export const NumberParam = z.strictObject({ number: Digits.describe("The number that people say") });

/** `F-12`, or `12`. */
export const FindingParam = z.strictObject({
  finding: z
    .string()
    .regex(/^(?:F-)?[1-9]\d{0,8}$/i)
    .describe("F-12, or 12"),
});

/** The number in the name of a finding. */
export function findingNumber(name: string): number {
  return Number(name.replace(/^F-/i, ""));
}
