import type { Readable } from "node:stream";
import { TextDecoder } from "node:util";

/** Text of a report piece by piece, for counters: UTF-8, or UTF-16 by its mark or its zero bytes; no mark in front. */
export async function* textOf(stream: Readable): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let held = Buffer.alloc(0);
  for await (const chunk of stream) {
    let bytes = Buffer.from(chunk);
    if (decoder === undefined) {
      held = Buffer.concat([held, bytes]);
      if (held.length < 4) continue;
      bytes = held;
      decoder = new TextDecoder(labelOf(bytes));
    }
    yield decoder.decode(bytes, { stream: true });
  }
  if (decoder === undefined) yield new TextDecoder(labelOf(held)).decode(held);
  else yield decoder.decode();
}

function labelOf(bytes: Buffer): string {
  if (bytes.length >= 2 && bytes.readUInt16BE(0) === 0xfffe) return "utf-16le";
  if (bytes.length >= 2 && bytes.readUInt16BE(0) === 0xfeff) return "utf-16be";
  if (bytes.length >= 4 && bytes[0] === 0 && bytes[2] === 0) return "utf-16be";
  if (bytes.length >= 4 && bytes[1] === 0 && bytes[3] === 0) return "utf-16le";
  return "utf-8";
}
