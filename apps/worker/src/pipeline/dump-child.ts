// Reads one uploaded dump of advisories in a process of its own: whatever a dump does to its reader, it does it here.
// Standard input is one line of JSON (`DumpRequest`), standard output messages, one a line (`dump-messages.ts`).
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { ADVISORY_LIMITS, type AdvisoryImportKind, type ExploitScore, type OsvRecord } from "@redoubt/domain/advisory";
import {
  beginsAsScores,
  isCatalogue,
  type JsonValue,
  object,
  objects,
  readCatalogue,
  readLines,
  readOsv,
  readScoreLine,
  records,
  ReportError,
} from "@redoubt/scanners/dumps";
import { DumpError, jsonFilesOf } from "./dump-zip.ts";
import { type DumpMessage, DumpRequest } from "./dump-messages.ts";

const NOTICES = 50;
const BATCH_BYTES = 512 * 1024;
const SCORES_PER_MESSAGE = 5000;
const ENTRIES_PER_PROGRESS = 500;

const counts = { read: 0, leftOut: 0, elsewhere: 0 };
const notices: string[] = [];
let said: AdvisoryImportKind | undefined;
let asOf: Date | null = null;

async function send(message: DumpMessage): Promise<void> {
  if (process.stdout.write(`${JSON.stringify(message)}\n`)) return;
  await new Promise((resolve) => process.stdout.once("drain", resolve));
}

const TITLES: Readonly<Record<AdvisoryImportKind, string>> = {
  osv: "advisories in the OSV schema",
  epss: "scores of EPSS",
  kev: "CISA's catalogue of known exploited vulnerabilities",
};

/** Says once what the file is; a file that should be something else is refused. */
async function isKind(kind: AdvisoryImportKind, wanted: AdvisoryImportKind | null): Promise<void> {
  if (said === kind) return;
  if (said !== undefined) throw new DumpError("The file mixes lists of several kinds.");
  if (wanted !== null && wanted !== kind) throw new DumpError(`The file holds ${TITLES[kind]}, not ${TITLES[wanted]}.`);
  said = kind;
  await send({ type: "kind", kind });
}

function leaveOut(reason: string): void {
  counts.leftOut += 1;
  if (notices.length < NOTICES) notices.push(reason.toWellFormed().slice(0, 1000));
}

let batch: OsvRecord[] = [];
let batchBytes = 0;

async function flush(): Promise<void> {
  if (batch.length === 0) return;
  const sent = batch;
  batch = [];
  batchBytes = 0;
  await send({ type: "advisories", records: sent });
}

async function takeAdvisory(value: JsonValue, wanted: AdvisoryImportKind | null, size: number): Promise<void> {
  await isKind("osv", wanted);
  counts.read += 1;
  if (counts.read > ADVISORY_LIMITS.records) {
    throw new DumpError(`The dump has more than ${ADVISORY_LIMITS.records} advisories.`);
  }
  const answer = readOsv(value);
  if ("elsewhere" in answer) counts.elsewhere += 1;
  else if ("leftOut" in answer) leaveOut(answer.leftOut);
  else {
    const modified = new Date(answer.record.modified);
    if (asOf === null || modified > asOf) asOf = modified;
    batch.push(answer.record);
    batchBytes += size;
    if (batchBytes > BATCH_BYTES) await flush();
  }
}

/** One JSON value: an advisory, an answer with several, or the catalogue. */
async function takeValue(value: JsonValue, wanted: AdvisoryImportKind | null, size: number): Promise<void> {
  if (isCatalogue(value)) {
    await isKind("kev", wanted);
    const catalogue = readCatalogue(value);
    counts.read += catalogue.entries.length + catalogue.leftOut;
    counts.leftOut += catalogue.leftOut;
    asOf = catalogue.asOf;
    await send({ type: "exploited", entries: catalogue.entries });
    return;
  }
  const { vulns, id, modified } = object(value);
  if (Array.isArray(vulns)) for (const each of objects(vulns)) await takeAdvisory(each as JsonValue, wanted, size);
  else if (id !== undefined && modified !== undefined) await takeAdvisory(value, wanted, size);
  else leaveOut("an entry that is no advisory");
}

async function readZip(file: string, wanted: AdvisoryImportKind | null): Promise<void> {
  const limits = {
    entryBytes: ADVISORY_LIMITS.recordBytes,
    entries: ADVISORY_LIMITS.records,
    totalBytes: ADVISORY_LIMITS.unpackedBytes,
  };
  for await (const { name, text: content, at, of } of jsonFilesOf(file, limits)) {
    if (content === null) leaveOut(`${name} is larger than an advisory may be, or damaged`);
    else {
      let value: JsonValue | undefined;
      try {
        value = JSON.parse(content);
      } catch {
        leaveOut(`${name} is no JSON`);
      }
      if (value !== undefined) await takeValue(value, wanted, content.length);
    }
    if (at % ENTRIES_PER_PROGRESS === 0) await send({ type: "progress", done: at, total: of });
  }
}

/** Counts what comes out of a packed stream. */
function bounded(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(new DumpError(`The file unpacks to more than ${Math.floor(limit / 1024 ** 3)} GB.`));
      else done(null, chunk);
    },
  });
}

async function readText(stream: Readable, wanted: AdvisoryImportKind | null): Promise<void> {
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head: Buffer = first.done === true ? Buffer.alloc(0) : first.value;
  async function* whole(): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  if (beginsAsScores(head.subarray(0, 200).toString("utf8"))) return readScores(Readable.from(whole()), wanted);
  const limits = {
    maxBytes: ADVISORY_LIMITS.unpackedBytes,
    ...{ maxDepth: 64, maxStringBytes: 4 * 1024 * 1024, maxValues: 500_000 },
  };
  for await (const value of records(Readable.from(whole()), { limits })) await takeValue(value, wanted, 4096);
}

async function readScores(stream: Readable, wanted: AdvisoryImportKind | null): Promise<void> {
  await isKind("epss", wanted);
  let scores: ExploitScore[] = [];
  for await (const line of readLines(stream)) {
    const answer = readScoreLine(line);
    if (answer === null) continue;
    if ("asOf" in answer) asOf = answer.asOf;
    else if ("leftOut" in answer) leaveOut(`a line that is no score: ${line.slice(0, 60)}`);
    else {
      counts.read += 1;
      scores.push(answer.score);
      if (counts.read > ADVISORY_LIMITS.records) throw new DumpError("The file has more scores than there are CVEs.");
      if (scores.length >= SCORES_PER_MESSAGE) {
        await send({ type: "scores", scores });
        scores = [];
      }
    }
  }
  await send({ type: "scores", scores });
}

async function beginning(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(4);
    const { bytesRead } = await handle.read(head, 0, 4, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function main(): Promise<void> {
  const { file, kind } = DumpRequest.parse(JSON.parse(await text(process.stdin)));
  const head = await beginning(file);
  if (head.toString("latin1") === "PK\u0003\u0004") await readZip(file, kind);
  else {
    const total = (await stat(file)).size;
    let done = 0;
    let told = 0;
    const source = createReadStream(file);
    source.on("data", (chunk) => {
      done += chunk.length;
      if (done - told < 8 * 1024 * 1024) return;
      told = done;
      void send({ type: "progress", done, total });
    });
    const isPacked = head[0] === 0x1f && head[1] === 0x8b;
    const unpacked = isPacked ? source.pipe(createGunzip()) : source;
    const limited = unpacked.pipe(bounded(ADVISORY_LIMITS.unpackedBytes));
    for (const each of [source, unpacked]) each.on("error", (error: Error) => limited.destroy(error));
    await readText(limited, kind);
  }
  await flush();
  if (said === undefined) throw new DumpError("The file holds no advisories: OSV, EPSS or CISA's catalogue is read.");
  await send({ type: "end", ...counts, notices, asOf: asOf?.toISOString() ?? null });
}

try {
  await main();
} catch (error) {
  const isOurs = error instanceof DumpError || error instanceof ReportError;
  const isPacking = error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
  if (!isOurs && !isPacking) throw error;
  const reason = isPacking ? "The file is packed with gzip and damaged." : `The dump cannot be read: ${error.message}`;
  await send({ type: "refused", reason });
}
