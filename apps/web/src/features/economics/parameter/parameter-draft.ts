import type { ParameterDefinition } from "@redoubt/domain/economics";
import { statedNumber } from "../words.ts";

/** What is typed into a field for a number of the model, or why it cannot be taken. */
export function readNumber(
  typed: string,
  { within: [least, most] }: Pick<ParameterDefinition, "within">,
): { readonly value: number } | { readonly problem: string } {
  const text = typed.trim().replaceAll(/[$,\s]/g, "");
  const value = text === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return { problem: "Write a number." };
  if (value < least || value > most) {
    return { problem: `Between ${statedNumber(least)} and ${statedNumber(most)}.` };
  }
  return { value };
}

/** The number as it is typed. */
export function typedNumber(value: number | null): string {
  return value === null ? "" : String(Number(value.toPrecision(6)));
}
