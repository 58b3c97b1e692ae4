import yauzl from "yauzl";
import { ReportError } from "../../reading/report-error.ts";

const MOST_FILES = 2000;
const MOST_BYTES = 128 * 1024 * 1024;
const MOST_RATIO = 200;
const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

/**
 * Unpacks every part of a workbook once, counting, before anything reads it: what a part says of its size is not
 * believed. Refuses what is no zip, encrypted, too many parts, too large, or packed beyond reason, and a document type
 * definition in any part. Throws `ReportError`.
 */
export async function checkWorkbook(bytes: Buffer): Promise<void> {
  const zip = await openZip(bytes);
  let total = 0;
  let parts = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      parts += 1;
      if (parts > MOST_FILES) refuse(`it holds more than ${MOST_FILES} parts`);
      if (entry.isEncrypted()) refuse("it is protected by a password: save it without one");
      if (entry.fileName.endsWith("/")) continue;
      let size = 0;
      let head = "";
      const stream = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream) {
        size += chunk.length;
        if (head.length < 4096) head += Buffer.from(chunk).toString("latin1", 0, 4096);
        if (total + size > MOST_BYTES) refuse(`unpacked it is larger than ${megabytes(MOST_BYTES)} MB`);
        if (size > 1024 * 1024 && size > entry.compressedSize * MOST_RATIO)
          refuse(`a part of it grows more than ${MOST_RATIO} times when unpacked`);
      }
      if (/<!DOCTYPE/i.test(head))
        throw new ReportError("dtd", "a part of the workbook has a document type definition, which is refused");
      total += size;
    }
  } catch (error) {
    if (error instanceof ReportError) throw error;
    refuse(error instanceof Error ? error.message.slice(0, 200) : "unknown reason");
  } finally {
    zip.close();
  }
}

async function openZip(bytes: Buffer): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.fromBufferPromise(bytes);
  } catch (error) {
    throw new ReportError(
      "wrong-format",
      `the workbook is no whole zip archive: ${error instanceof Error ? error.message.slice(0, 200) : ""}`,
    );
  }
}

function refuse(why: string): never {
  throw new ReportError("too-large", `the workbook is refused: ${why}`);
}
