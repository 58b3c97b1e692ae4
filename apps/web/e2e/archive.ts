import { Buffer } from "node:buffer";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";

/** One entry of an archive; with `target` it is a symbolic link. */
export interface Entry {
  readonly path: string;
  readonly text?: string;
  readonly target?: string;
}

/** Entries from a map of paths to texts. */
export function entriesOf(files: Readonly<Record<string, string>>): Entry[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

/** A tar.gz with the entries as they are named, whatever that is. */
export function tarGz(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, text = "", target }) => {
    const body = Buffer.from(target === undefined ? text : "");
    return [tarHeader(path, body.length, target), body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function tarHeader(path: string, size: number, target: string | undefined): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write(target === undefined ? "0" : "2", 156);
  header.write(target ?? "", 157, 100);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

const LINK_MODE = 0o120777;
const FILE_MODE = 0o100644;

/** A zip, deflated, with the entries as they are named. */
export function zip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, text = "", target } of entries) {
    const name = Buffer.from(path);
    const body = Buffer.from(target ?? text);
    const packed = deflateRawSync(body);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc32(body), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(body.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), facts, name, packed]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(((target === undefined ? FILE_MODE : LINK_MODE) << 16) >>> 0, 6);
    end.writeUInt32LE(offset, 10);
    // Made on Unix, so that the mode is read.
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03", "latin1"), facts, end, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const tail = Buffer.alloc(22);
  tail.write("PK\x05\x06", 0, "latin1");
  tail.writeUInt16LE(entries.length, 8);
  tail.writeUInt16LE(entries.length, 10);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, tail]);
}
