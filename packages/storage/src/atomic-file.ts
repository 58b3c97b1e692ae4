import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StorageError } from "./errors.ts";

/** A file that has all its bytes on disk but no name yet: `publish` gives it one, `discard` removes it. */
export interface PendingFile {
  readonly sha256: string;
  readonly size: number;
  publish(path: string): Promise<void>;
  discard(): Promise<void>;
}

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Writes chunks to a temporary file, hashed on the way; removes it and throws `storage.too-large` beyond `maxBytes`. */
export async function writePending(
  temporaryFolder: string,
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  maxBytes: number,
): Promise<PendingFile> {
  await mkdir(temporaryFolder, { recursive: true, mode: 0o700 });
  const path = join(temporaryFolder, randomBytes(12).toString("hex"));
  const file = await open(path, flags, 0o600);
  try {
    const hash = createHash("sha256");
    let size = 0;
    for await (const chunk of chunks) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      size += bytes.byteLength;
      if (size > maxBytes) throw new StorageError("storage.too-large", `The content is larger than ${maxBytes} bytes.`);
      hash.update(bytes);
      await writeAll(file, bytes);
    }
    await file.sync();
    await file.close();
    return {
      sha256: hash.digest("hex"),
      size,
      publish: (target) => publish(path, target),
      discard: () => rm(path, { force: true }),
    };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.byteLength; ) {
    offset += (await file.write(bytes, offset)).bytesWritten;
  }
}

async function publish(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  // The name must outlive a power cut as the bytes do.
  const folder = await open(dirname(to), constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
