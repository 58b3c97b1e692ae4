/** The step after or before one, around the end. */
export function stepFrom(step: number | null, by: 1 | -1, of: number): number {
  if (step === null) return by === 1 ? 1 : of;
  return ((step - 1 + by + of) % of) + 1;
}
