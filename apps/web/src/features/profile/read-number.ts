/** A sum or a number as people type it: `$1,200`, `1 200.50`. Null for nothing, undefined for what is none. */
export function readNumber(text: string): number | null | undefined {
  const plain = text
    .trim()
    .replace(/^\$\s*/, "")
    .replaceAll(/[,_\s]/g, "");
  if (plain === "") return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
