import { Readable } from "node:stream";

const MOST_TEXT = 1024 * 1024;

/** The stream from the first line on that begins with `{`: the compiler may have said something before. */
export function fromBrace(stream: Readable): Readable {
  return Readable.from(cut(stream));
}

async function* cut(stream: Readable): AsyncGenerator<Buffer> {
  let held: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of stream) {
    if (held === undefined) {
      yield Buffer.from(chunk);
      continue;
    }
    held = Buffer.concat([held, Buffer.from(chunk)]);
    const at = /(?:^|\n)[ \t]*\{"/.exec(held.toString("latin1"));
    if (at === null && held.length < MOST_TEXT) continue;
    yield held.subarray(at === null ? 0 : at.index);
    held = undefined;
  }
  if (held !== undefined) yield held;
}
