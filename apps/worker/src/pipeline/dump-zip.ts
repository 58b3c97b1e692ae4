import type { Readable } from "node:stream";
import yauzl from "yauzl";

/** A zip that is damaged, or larger than dumps are; the message is for people. */
export class DumpError extends Error {
  override readonly name = "DumpError";
}

export interface ZipLimits {
  /** Bytes of one entry, unpacked; a larger one is handed over without its text. */
  readonly entryBytes: number;
  readonly entries: number;
  readonly totalBytes: number;
}

export interface ZipText {
  readonly name: string;
  /** Null when it is larger than an entry may be, or not readable. */
  readonly text: string | null;
  readonly at: number;
  readonly of: number;
}

/** The JSON files of a zip, one after the other, with real sizes counted while they unpack. Throws `DumpError`. */
export async function* jsonFilesOf(file: string, limits: ZipLimits): AsyncGenerator<ZipText> {
  const zip = await openZip(file);
  try {
    if (zip.entryCount > limits.entries) throw new DumpError(`The zip has more than ${limits.entries} files.`);
    let total = 0;
    for (let at = 1; ; at += 1) {
      const entry = await nextEntry(zip);
      if (entry === null) return;
      if (at > limits.entries) throw new DumpError(`The zip has more than ${limits.entries} files.`);
      if (!entry.fileName.endsWith(".json")) continue;
      const left = limits.totalBytes - total;
      const read = entry.isEncrypted() ? null : await readEntry(zip, entry, Math.min(limits.entryBytes, left));
      if (read === null && left < limits.entryBytes) {
        throw new DumpError(`The zip unpacks to more than ${Math.floor(limits.totalBytes / 1024 ** 3)} GB.`);
      }
      total += read?.length ?? 0;
      yield { name: entry.fileName, text: read?.toString("utf8") ?? null, at, of: zip.entryCount };
    }
  } finally {
    zip.close();
  }
}

function openZip(file: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    // Lazy: one entry at a time, so that a bomb is noticed at its first bytes.
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
    yauzl.open(file, options, (error, zip) =>
      error === null && zip !== undefined
        ? resolve(zip)
        : reject(new DumpError(`The zip is damaged: ${String(error?.message).slice(0, 200)}.`)),
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
    const onError = (error: Error) => (
      done(), reject(new DumpError(`The zip is damaged: ${error.message.slice(0, 200)}.`))
    );
    zip.on("entry", onEntry);
    zip.on("end", onEnd);
    zip.on("error", onError);
    zip.readEntry();
  });
}

/** The content of an entry, whatever size it states; null beyond the limit, and for what cannot be unpacked. */
async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, limit: number): Promise<Buffer | null> {
  if (entry.uncompressedSize > limit) return null;
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) =>
        error === null && opened !== undefined ? resolve(opened) : reject(error ?? new Error("no stream")),
      );
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limit) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}
