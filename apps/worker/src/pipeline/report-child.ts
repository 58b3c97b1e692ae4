// Reads one uploaded file in a process of its own: whatever a report does to its reader, it does it here, with a cap on
// memory, no right to write, to run programs or to read anything but the product and that file. Standard input is one
// line of JSON (`ReportTask`), standard output messages, one a line (`report-messages.ts`).
import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";
import { rehearse } from "./report-rehearsal.ts";
import {
  BROUGHT_HERE,
  inspectPast,
  inspectReport,
  REPORT_FORMATS,
  type Notice,
  type PastFormat,
  ReportError,
  type ReportFormat,
  type ReportRun,
} from "@redoubt/scanners/reports";
import { CANNOT_READ, type ReportMessage, ReportTask } from "./report-messages.ts";

/** Findings in one message: large enough to be quick, small enough to be read at once. */
const CHUNK = 200;

async function main(): Promise<void> {
  const coming = text(process.stdin);
  await rehearse(coming);
  const input = await coming;
  // Started ahead of a report, and its worker has ended before one came.
  if (input === "") return;
  const task = ReportTask.parse(JSON.parse(input));
  if (task.kind === "past") await past(task);
  else await report(task);
}

async function report(task: ReportTask): Promise<void> {
  // Also where the format was said: what is refused whatever it is, is refused here.
  const inspection = await inspectReport(createReadStream(task.file));
  const said = REPORT_FORMATS.find(({ id }) => id === task.format);
  if (said !== undefined) return readAs(said, task);
  if (inspection.format === undefined) {
    const format = await inspectPast(createReadStream(task.file));
    if (format !== undefined && task.kind === "any") return readPast(format, task);
    const reason = format === undefined ? inspection.refusal : `${TO_THE_PAST} ${format.title}.`;
    return send({ type: "refused", kind: format === undefined ? inspection.kind : "report", reason });
  }
  await readAs(inspection.format, task);
}

async function readAs(format: ReportFormat, task: ReportTask): Promise<void> {
  await send({ type: "format", id: format.id, title: format.title });
  if (task.count) await send({ type: "stated", units: await format.count(createReadStream(task.file)) });
  await read(format, task);
  await send({ type: "end" });
}

const TO_THE_PAST =
  "This is no report of a tool but a document of the past: bring it in under Findings, Bring your past, which reads";

async function past(task: ReportTask): Promise<void> {
  const format = await inspectPast(createReadStream(task.file));
  if (format !== undefined) return readPast(format, task);
  const inspection = await inspectReport(createReadStream(task.file));
  const reason =
    inspection.format === undefined
      ? `${inspection.refusal} ${BROUGHT_HERE}`
      : `This is a report of ${inspection.format.title}: upload it under Add code, where its findings are kept up to date.`;
  await send({ type: "refused", kind: inspection.kind, reason });
}

async function readPast(format: PastFormat, task: ReportTask): Promise<void> {
  await send({ type: "format", id: format.id, title: format.title });
  if (task.count) await send({ type: "stated", units: await format.count(createReadStream(task.file)) });
  const { mappings = {}, mapping } = task;
  const context = mapping === undefined ? { mappings } : { mappings, mapping };
  const { entries, ...document } = await format.read(createReadStream(task.file), context);
  await send({ type: "document", document });
  for (let at = 0; at < entries.length; at += CHUNK) {
    await send({ type: "entries", entries: entries.slice(at, at + CHUNK) });
  }
  await send({ type: "end" });
}

async function read(format: ReportFormat, task: ReportTask): Promise<void> {
  const notices: Notice[] = [];
  const at = {
    root: "",
    dependencyPaths: task.dependencyPaths,
    notice: (notice: Notice) => void notices.push(notice),
    ...(task.files === undefined ? {} : { files: new Set(task.files) }),
    ...(task.secretKey === undefined ? {} : { secretKey: task.secretKey }),
  };
  for await (const run of format.readRuns(createReadStream(task.file), at)) await sendRun(run);
  for (const notice of notices) await send({ type: "notice", notice });
}

async function sendRun({ findings, statements, ...run }: ReportRun): Promise<void> {
  await send({ type: "run", run });
  for (let at = 0; at < findings.length; at += CHUNK) {
    await send({ type: "findings", findings: findings.slice(at, at + CHUNK) });
  }
  for (let at = 0; at < statements.length; at += CHUNK) {
    await send({ type: "statements", statements: statements.slice(at, at + CHUNK) });
  }
}

async function send(message: ReportMessage): Promise<void> {
  if (process.stdout.write(`${JSON.stringify(message)}\n`)) return;
  await new Promise((resolve) => process.stdout.once("drain", resolve));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ReportError)) throw error;
  await send({ type: "refused", kind: "unknown", reason: `${CANNOT_READ} ${error.message.replace(/\.+$/, "")}.` });
}
