// Reads one uploaded file in a process of its own: whatever a report does to its reader, it does it here, with a cap on
// memory, no right to write, to run programs or to read anything but the product and that file. Standard input is one
// line of JSON (`ReportTask`), standard output messages, one a line (`report-messages.ts`).
import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";
import { inspectReport, type Notice, ReportError, type ReportFormat, type ReportRun } from "@redoubt/scanners/reports";
import { CANNOT_READ, type ReportMessage, ReportTask } from "./report-messages.ts";

/** Findings in one message: large enough to be quick, small enough to be read at once. */
const CHUNK = 200;

async function main(): Promise<void> {
  const task = ReportTask.parse(JSON.parse(await text(process.stdin)));
  const inspection = await inspectReport(createReadStream(task.file));
  if (inspection.format === undefined) {
    return send({ type: "refused", kind: inspection.kind, reason: inspection.refusal });
  }
  const { format } = inspection;
  await send({ type: "format", id: format.id, title: format.title });
  if (task.count) await send({ type: "stated", units: await format.count(createReadStream(task.file)) });
  await read(format, task);
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
  await send({ type: "refused", kind: "unknown", reason: `${CANNOT_READ} ${error.message}.` });
}
