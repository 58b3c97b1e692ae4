import { createWriteStream } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DomainError } from "@redoubt/domain/shared";
import { extract as extractTar, list as listTar } from "tar";
import yauzl from "yauzl";

/** Caps of one archive; bytes. `ratio` is unpacked over packed. */
export interface UnpackLimits {
  readonly unpackedBytes: number;
  readonly files: number;
  readonly ratio: number;
  readonly depth: number;
}

export interface Unpacked {
  readonly files: number;
  readonly bytes: number;
}

const refused = (message: string): DomainError =>
  new DomainError("source.archive-refused", { kind: "invalid", message });

/**
 * Unpacks zip, tar and tar.gz into an empty folder. Checked before (names, kinds, stated sizes) and while unpacking
 * (real bytes): links, devices, absolute paths and `..` are refused, and so is an archive beyond the limits. Throws
 * DomainError `source.archive-refused`.
 */
export async function unpackArchive(
  archive: string,
  directory: string,
  limits: UnpackLimits,
  signal: AbortSignal,
): Promise<Unpacked> {
  const packed = (await stat(archive)).size;
  const meter = new Meter(limits, packed);
  const kind = await sniff(archive);
  if (kind === "zip") await unpackZip(archive, directory, meter, signal);
  else if (kind === "tar") await unpackTar(archive, directory, meter, signal);
  else throw refused("This is not a zip, tar or tar.gz archive.");
  if (meter.files === 0) throw refused("This archive holds no files.");
  return { files: meter.files, bytes: meter.bytes };
}

/** By content, never by name. */
async function sniff(archive: string): Promise<"zip" | "tar" | "unknown"> {
  const handle = await open(archive);
  try {
    const head = Buffer.alloc(512);
    const { bytesRead } = await handle.read(head, 0, 512, 0);
    if (bytesRead >= 4 && head.readUInt32LE(0) === 0x04034b50) return "zip";
    if (bytesRead >= 4 && head.readUInt32LE(0) === 0x06054b50) return "zip";
    if (bytesRead >= 2 && head[0] === 0x1f && head[1] === 0x8b) return "tar";
    if (bytesRead === 512 && head.subarray(257, 262).toString("latin1") === "ustar") return "tar";
    return "unknown";
  } finally {
    await handle.close();
  }
}

/** Counts files and bytes against the limits; the same meter is used before and while unpacking. */
class Meter {
  files = 0;
  bytes = 0;
  readonly #limits: UnpackLimits;
  readonly #mostBytes: number;

  constructor(limits: UnpackLimits, packed: number) {
    this.#limits = limits;
    // A small archive may unpack to a megabyte whatever its ratio: text compresses well.
    this.#mostBytes = Math.min(limits.unpackedBytes, Math.max(packed * limits.ratio, 1024 * 1024));
  }

  file(path: string): void {
    checkPath(path, this.#limits.depth);
    this.files += 1;
    if (this.files > this.#limits.files) throw refused(`This archive holds more than ${this.#limits.files} files.`);
  }

  add(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.#mostBytes) {
      const megabytes = Math.floor(this.#mostBytes / 1024 / 1024);
      throw refused(
        `This archive unpacks to more than ${megabytes} MB (limit by size and by ratio to the packed size).`,
      );
    }
  }
}

function checkPath(path: string, depth: number): void {
  const parts = path.replace(/\/+$/, "").split("/");
  const bad =
    path.startsWith("/") ||
    path.includes("\\") ||
    path.includes("\0") ||
    /^[A-Za-z]:/.test(path) ||
    parts.includes("..");
  if (bad)
    throw refused(`This archive has an entry with a path that leaves it: ${JSON.stringify(path.slice(0, 200))}.`);
  if (parts.length > depth) throw refused(`This archive nests folders deeper than ${depth}.`);
  if (path.length > 1000) throw refused("This archive has a path of more than 1,000 characters.");
}

async function unpackTar(archive: string, directory: string, meter: Meter, signal: AbortSignal): Promise<void> {
  // First pass: names, kinds and stated sizes, nothing written.
  let problem: unknown;
  const stated = { files: 0 };
  const check = (entry: { path: string; type: string; size: number }): void => {
    if (problem !== undefined) return;
    try {
      signal.throwIfAborted();
      if (entry.type === "Directory" || entry.type === "GNUDumpDir") return checkPath(entry.path, 1000);
      const isFile = entry.type === "File" || entry.type === "OldFile" || entry.type === "ContiguousFile";
      if (!isFile)
        throw refused(
          `This archive holds a ${entry.type} (${entry.path.slice(0, 200)}); only files and folders are taken.`,
        );
      meter.file(entry.path);
      meter.add(entry.size);
      stated.files += 1;
    } catch (error) {
      problem = error;
    }
  };
  try {
    await listTar({ file: archive, strict: true, onReadEntry: (entry) => check(entry) });
  } catch (error) {
    problem ??= refused(`This archive is damaged: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (problem !== undefined) throw problem;
  const before = { files: meter.files, bytes: meter.bytes };
  await extractTar({
    file: archive,
    cwd: directory,
    strict: true,
    preserveOwner: false,
    noMtime: true,
    filter: (_path, entry) =>
      "type" in entry && /^(Old|Contiguous)?File$|^Directory$|^GNUDumpDir$/.test(String(entry.type)),
    onReadEntry: () => signal.throwIfAborted(),
  });
  meter.files = before.files;
  meter.bytes = before.bytes;
}

async function unpackZip(archive: string, directory: string, meter: Meter, signal: AbortSignal): Promise<void> {
  const zip = await openZip(archive);
  try {
    for (;;) {
      signal.throwIfAborted();
      const entry = await nextEntry(zip);
      if (entry === null) return;
      const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
      if (entry.fileName.endsWith("/")) {
        checkPath(entry.fileName, 1000);
        continue;
      }
      if (mode !== 0 && mode !== 0o100000) {
        throw refused(
          `This archive holds a link or device (${entry.fileName.slice(0, 200)}); only files and folders are taken.`,
        );
      }
      if (entry.isEncrypted()) throw refused("This archive is encrypted.");
      meter.file(entry.fileName);
      await writeEntry(zip, entry, join(directory, entry.fileName), meter, signal);
    }
  } finally {
    zip.close();
  }
}

function openZip(archive: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    // autoClose off and lazy entries: one at a time, so that a bomb is noticed at its first bytes.
    yauzl.open(archive, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) =>
      error === null && zip !== undefined
        ? resolve(zip)
        : reject(refused(`This zip is damaged: ${String(error?.message)}.`)),
    );
  });
}

function nextEntry(zip: yauzl.ZipFile): Promise<yauzl.Entry | null> {
  return new Promise((resolve, reject) => {
    const done = () => {
      zip.off("entry", onEntry);
      zip.off("end", onEnd);
      zip.off("error", onError);
    };
    const onEntry = (entry: yauzl.Entry) => (done(), resolve(entry));
    const onEnd = () => (done(), resolve(null));
    const onError = (error: Error) => (done(), reject(refused(`This zip is refused: ${error.message}.`)));
    zip.on("entry", onEntry);
    zip.on("end", onEnd);
    zip.on("error", onError);
    zip.readEntry();
  });
}

async function writeEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  path: string,
  meter: Meter,
  signal: AbortSignal,
): Promise<void> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) =>
      error === null && opened !== undefined
        ? resolve(opened)
        : reject(refused(`This zip is damaged: ${String(error?.message)}.`)),
    );
  });
  await mkdir(dirname(path), { recursive: true });
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      meter.add(chunk.length);
      yield chunk;
    }
  };
  try {
    // wx: an entry that names an earlier one again is refused instead of written through it.
    await pipeline(stream, count, createWriteStream(path, { flags: "wx", mode: 0o644 }), { signal });
  } catch (error) {
    if (error instanceof DomainError || signal.aborted) throw error;
    throw refused(
      `This zip could not be unpacked at ${entry.fileName.slice(0, 200)}: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
