// Text from findings and servers is written by others: nothing of it may move a cursor, begin a line or turn words around.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu;
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** One line without control, direction and invisible characters, cut at `most` characters. */
export function plain(text: string, most = 300): string {
  const line = text.replace(CONTROLS, " ").replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
  const letters = [...line.slice(0, most * 2 + 2)];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
}

/** The same for text of several lines: line breaks and tabs stay. */
export function plainBlock(text: string, most = 20_000): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return cut
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]+/gu, "")
    .replace(INVISIBLE, "");
}

/** "1 finding", "2 findings". */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`;
