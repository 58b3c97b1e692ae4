import { gunzipSync } from "node:zlib";

const BLOCK = 512;
const MAX_UNPACKED = 256 * 1024 * 1024;

/** One regular file out of a gzipped tar archive, or undefined when it is not there. Nothing is written. */
export function fileFromTarball(archive: Buffer, path: string): Buffer | undefined {
  const tar = gunzipSync(archive, { maxOutputLength: MAX_UNPACKED });
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const name = field(tar, at, 100);
    if (name === "") return undefined;
    const size = Number.parseInt(field(tar, at + 124, 12), 8);
    if (!Number.isSafeInteger(size) || size < 0) throw new Error("the archive is damaged");
    const prefix = field(tar, at + 345, 155);
    const type = field(tar, at + 156, 1);
    if ((prefix === "" ? name : `${prefix}/${name}`) === path && (type === "0" || type === "")) {
      return tar.subarray(at + BLOCK, at + BLOCK + size);
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return undefined;
}

function field(tar: Buffer, at: number, length: number): string {
  const bytes = tar.subarray(at, at + length);
  const end = bytes.indexOf(0);
  return bytes.toString("latin1", 0, end === -1 ? length : end).trim();
}
