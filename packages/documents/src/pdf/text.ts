/** Characters beyond Latin-1 that the standard fonts have (WinAnsi). */
const WIN_ANSI = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/**
 * The same value with every text reduced to what the PDF's standard fonts can draw: accents are kept where Latin-1 has
 * them, other letters lose theirs, and what is left becomes `?`, so that nothing is drawn as a wrong glyph in silence.
 */
export function toWinAnsi<T>(value: T): T {
  if (typeof value === "string") return reduce(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => toWinAnsi(item)) as T;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toWinAnsi(item)])) as T;
  }
  return value;
}

function reduce(text: string): string {
  let result = "";
  for (const character of text) {
    if (isDrawable(character)) result += character;
    else {
      const bare = character.normalize("NFD").replace(/\p{Mn}/gu, "");
      result += [...bare].every(isDrawable) && bare !== "" ? bare : "?";
    }
  }
  return result;
}

function isDrawable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code === 10 || (code >= 32 && code < 127) || (code >= 160 && code <= 255) || WIN_ANSI.includes(character);
}
