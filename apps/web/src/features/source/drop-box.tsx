"use client";
import { IMPORT_FORMATS } from "@redoubt/domain/scan";
import { Button, cn, notify, Progress } from "@redoubt/ui";
import { Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import {
  droppedFolder,
  packEntry,
  packFiles,
  type UploadHandle,
  uploadArchive,
  uploadPast,
  uploadReport,
} from "./upload.ts";
import type { ProjectScope } from "./use-code.ts";

export interface DropBoxProps {
  scope: ProjectScope;
  onRevision: (number: number) => void;
  onImport: (scan: number) => void;
  onPast: (number: number) => void;
}

type Work = { words: string; share: number | null } | null;
/** What is no archive by its name; the content decides what it is. */
const PAST = /\.(md|markdown|pdf|xlsx)$/i;
const REPORT = /\.(sarif|json|jsonl|ndjson|xml|csv|txt|log)$/i;
const READ_HERE = IMPORT_FORMATS.map(({ title }) => title).join(", ");

/** One box for a folder, an archive or a report; says what it does and can be stopped. */
export function DropBox({ scope, onRevision, onImport, onPast }: DropBoxProps) {
  const [over, setOver] = useState(false);
  const [work, setWork] = useState<Work>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const handle = useRef<UploadHandle<unknown> | null>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);

  async function run(task: () => Promise<void>) {
    setProblem(null);
    try {
      await task();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
    } finally {
      handle.current = null;
      setWork(null);
    }
  }

  async function sendArchive(name: string, body: Blob) {
    setWork({ words: `Sending ${name}`, share: 0 });
    const sending = uploadArchive(scope, name, body, (share) => setWork({ words: `Sending ${name}`, share }));
    handle.current = sending;
    onRevision((await sending.done).revision);
  }

  async function sendPast(file: File) {
    const words = `Sending ${file.name}`;
    setWork({ words, share: 0 });
    const sending = uploadPast(scope, file.name, file, (share) => setWork({ words, share }));
    handle.current = sending;
    onPast((await sending.done).past);
  }

  async function sendFile(file: File) {
    if (PAST.test(file.name)) return sendPast(file);
    if (!REPORT.test(file.name)) return sendArchive(file.name, file);
    setWork({ words: `Sending ${file.name}`, share: 0 });
    const sending = uploadReport(scope, file.name, file, null, (share) =>
      setWork({ words: `Sending ${file.name}`, share }),
    );
    handle.current = sending;
    const { scan, repeated } = await sending.done;
    if (repeated) notify(`This report is here already, as Import ${scan}.`);
    onImport(scan);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const folder = droppedFolder(event.dataTransfer.items);
    const [file] = event.dataTransfer.files;
    void run(async () => {
      if (folder !== null) {
        setWork({ words: `Packing ${folder.name}`, share: null });
        const packed = await packEntry(folder);
        await sendArchive(`${packed.name}.tar`, packed.blob);
      } else if (file !== undefined) await sendFile(file);
    });
  }

  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "m-2 grid min-h-48 place-items-center rounded-2 border border-dashed px-4 py-8 text-center",
        over ? "border-accent bg-accent-soft" : "border-line-control bg-canvas",
      )}
    >
      {work === null ? (
        <div>
          <Upload aria-hidden="true" className="mx-auto size-6 text-accent-text" />
          <p className="mt-2 text-16 font-semibold">Drop a folder, an archive or a report</p>
          <p className="mt-1 text-ink-2">.zip, .tar.gz, or what a scanner has written</p>
          <p className="mx-auto mt-1 max-w-lg text-12 text-ink-3">
            Reports are known by their content: {READ_HERE}. Statements of OpenVEX and CycloneDX decide about findings.
          </p>
          <div className="mt-4 flex flex-wrap justify-center gap-2">
            <Button onClick={() => folderInput.current?.click()}>Choose a folder</Button>
            <Button onClick={() => fileInput.current?.click()}>Choose a file</Button>
          </div>
          {problem !== null && (
            <p role="alert" className="mx-auto mt-3 max-w-md text-bad">
              {problem}
            </p>
          )}
        </div>
      ) : (
        <div className="w-full max-w-sm" aria-live="polite">
          <p className="font-medium">{work.words}</p>
          <Progress className="mt-2" label={work.words} value={work.share} />
          <Button variant="ghost" className="mt-3" onClick={() => handle.current?.abort()}>
            Cancel
          </Button>
        </div>
      )}
      <input
        ref={folderInput}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label="Folder to scan"
        {...{ webkitdirectory: "" }}
        onChange={(event) => {
          const { files } = event.target;
          if (files !== null && files.length > 0) {
            void run(async () => {
              setWork({ words: "Packing the folder", share: null });
              const packed = await packFiles(files);
              await sendArchive(`${packed.name}.tar`, packed.blob);
            });
          }
        }}
      />
      <input
        ref={fileInput}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label="Archive or report to upload"
        accept=".zip,.tar,.tgz,.gz,.sarif,.json,.jsonl,.ndjson,.xml,.csv,.txt,.log,.md,.pdf,.xlsx"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void run(() => sendFile(file));
        }}
      />
    </div>
  );
}
