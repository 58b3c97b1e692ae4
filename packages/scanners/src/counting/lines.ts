import { Readable } from "node:stream";
import { textOf } from "./bytes.ts";

/** Counts the lines that `fits` names. */
export async function countLines(stream: Readable, fits: (line: string) => boolean): Promise<number> {
  let rest = "";
  let total = 0;
  for await (const piece of textOf(stream)) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    total += lines.filter((line) => fits(line.replace(/\r$/, ""))).length;
  }
  return total + (rest !== "" && fits(rest.replace(/\r$/, "")) ? 1 : 0);
}

/** Counts the rows of a CSV text behind its header; line ends inside quotes are text, quotes inside a cell are signs. */
export async function countRows(stream: Readable): Promise<number> {
  let quoted = false;
  let before = "\n";
  let filled = false;
  let rows = 0;
  for await (const piece of textOf(stream)) {
    for (const sign of piece) {
      if (sign === '"' && (quoted || /[,;\t\n\r]/.test(before))) quoted = !quoted;
      // A doubled quote closes and opens again: what stands before it is then a quote.
      else if (sign === '"' && before === '"') quoted = true;
      if (sign !== "\n" || quoted) filled ||= /[^\s,;"]/.test(sign);
      else {
        rows += filled ? 1 : 0;
        filled = false;
      }
      before = sign;
    }
  }
  return Math.max(0, rows + (filled ? 1 : 0) - 1);
}

/** The first signs of a stream that say which notation it is in, and the stream with them. */
export async function firstSign(stream: Readable): Promise<{ readonly sign: string; readonly stream: Readable }> {
  const parts: Buffer[] = [];
  const iterator: AsyncIterator<Buffer | string> = stream[Symbol.asyncIterator]();
  let sign = "";
  while (sign === "") {
    const next = await iterator.next();
    if (next.done === true) break;
    parts.push(Buffer.from(next.value));
    sign = Buffer.concat(parts)
      .toString("utf8")
      .replace(/[\u0000\uFEFF\uFFFD]/g, "")
      .trimStart()
      .charAt(0);
  }
  async function* whole() {
    yield* parts;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      yield Buffer.from(next.value);
  }
  return { sign, stream: Readable.from(whole()) };
}
