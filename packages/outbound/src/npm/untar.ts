import { OutboundError } from "../errors.ts";

const blockBytes = 512;

/** One regular file of an archive; `path` is relative, without the archive's top folder. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** Regular files of an unpacked tar archive of an npm package; refuses links, devices and paths that lead out. */
export function* readTar(archive: Buffer): Generator<ArchiveFile> {
  let longPath: string | undefined;
  for (let at = 0; at + blockBytes <= archive.length; ) {
    const header = archive.subarray(at, at + blockBytes);
    if (header.every((byte) => byte === 0)) return;
    const size = Number.parseInt(field(header, 124, 12), 8);
    const content = archive.subarray(at + blockBytes, at + blockBytes + size);
    if (!Number.isInteger(size) || size < 0 || content.length !== size) throw broken("it ends too early");
    at += blockBytes + Math.ceil(size / blockBytes) * blockBytes;

    const type = field(header, 156, 1);
    if (type === "x") longPath = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString("utf8"))?.[1] ?? longPath;
    else if (type === "L") longPath = content.toString("utf8").replace(/\0+$/, "");
    else if (type === "0" || type === "") {
      const prefix = field(header, 345, 155);
      const name = field(header, 0, 100);
      const path = innerPath(longPath ?? (prefix === "" ? name : `${prefix}/${name}`));
      longPath = undefined;
      yield { path, content, executable: (Number.parseInt(field(header, 100, 8), 8) & 0o111) !== 0 };
    } else if (type === "5" || type === "g") longPath = undefined;
    else throw broken(`it has an entry of type ${JSON.stringify(type)}`);
  }
}

function field(header: Buffer, start: number, length: number): string {
  const text = header.toString("utf8", start, start + length);
  const end = text.indexOf("\0");
  return (end < 0 ? text : text.slice(0, end)).trim();
}

function innerPath(path: string): string {
  const parts = path.split("/");
  if (path.startsWith("/") || parts.length < 2 || parts.some((part) => part === "" || part === "." || part === "..")) {
    throw broken(`it has the path ${JSON.stringify(path)}`);
  }
  return parts.slice(1).join("/");
}

function broken(reason: string): OutboundError {
  return new OutboundError("outbound.integrity", `The package archive cannot be used: ${reason}.`);
}
