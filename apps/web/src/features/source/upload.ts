import { packTar } from "modern-tar";
import { messageOf, type ProjectScope } from "./use-code.ts";

/** What is never part of a project's own content: skipped while a dropped folder is packed. */
const SKIPPED = new Set([".git", "node_modules", ".next", ".turbo", "out", "cache", "artifacts", ".DS_Store"]);
const MOST_BYTES = 200 * 1024 * 1024;

export interface PackedFolder {
  readonly name: string;
  readonly blob: Blob;
  readonly files: number;
  readonly skipped: readonly string[];
}

interface FoundFile {
  readonly path: string;
  readonly file: File;
}

/** True when what was dropped is one folder. */
export function droppedFolder(items: DataTransferItemList): FileSystemDirectoryEntry | null {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const [first] = entries;
  return entries.length === 1 && first?.isDirectory === true ? (first as FileSystemDirectoryEntry) : null;
}

/** Packs a dropped folder as tar, without what builds leave behind. Throws an Error with words for people. */
export async function packEntry(entry: FileSystemDirectoryEntry): Promise<PackedFolder> {
  const skipped: string[] = [];
  const found: FoundFile[] = [];
  await walk(entry, "", found, skipped);
  return pack(entry.name, found, skipped);
}

/** The same for a folder that was chosen in a file dialog. */
export async function packFiles(files: FileList): Promise<PackedFolder> {
  const skipped = new Set<string>();
  const found: FoundFile[] = [];
  for (const file of files) {
    const parts = file.webkitRelativePath.split("/");
    const stop = parts.find((part) => SKIPPED.has(part));
    if (stop !== undefined) skipped.add(stop);
    else found.push({ path: parts.slice(1).join("/"), file });
  }
  return pack(files[0]?.webkitRelativePath.split("/")[0] ?? "folder", found, [...skipped]);
}

async function walk(
  folder: FileSystemDirectoryEntry,
  prefix: string,
  found: FoundFile[],
  skipped: string[],
): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    for (const entry of entries) {
      const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      if (SKIPPED.has(entry.name)) skipped.push(path);
      else if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, path, found, skipped);
      else {
        const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
        found.push({ path, file });
      }
    }
  }
}

async function pack(name: string, found: readonly FoundFile[], skipped: readonly string[]): Promise<PackedFolder> {
  if (found.length === 0)
    throw new Error("This folder holds no files to scan. Choose the folder that your sources are in.");
  const bytes = found.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > MOST_BYTES)
    throw new Error(`This folder holds ${Math.round(bytes / 1e6)} MB; 200 MB is the limit. Connect it by git instead.`);
  const archive = await packTar(
    await Promise.all(
      found.map(async ({ path, file }) => ({
        header: { name: path, size: file.size, mode: 0o644, type: "file" as const },
        body: new Uint8Array(await file.arrayBuffer()),
      })),
    ),
  );
  const blob = new Blob([archive as Uint8Array<ArrayBuffer>], { type: "application/x-tar" });
  return { name, blob, files: found.length, skipped };
}

export interface UploadHandle<T> {
  readonly done: Promise<T>;
  abort(): void;
}

/** Sends a body with real progress (0 to 1); `done` rejects with the problem's own words. */
export function send<T>(
  url: string,
  body: Blob,
  headers: Readonly<Record<string, string>>,
  onProgress: (share: number) => void,
): UploadHandle<T> {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.open("POST", url);
    request.responseType = "json";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) =>
      onProgress(event.total === 0 ? 0 : event.loaded / event.total),
    );
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as T);
      else reject(new Error(messageOf(request.response) ?? `The server answered ${request.status}.`));
    });
    request.addEventListener("error", () =>
      reject(new Error("The connection broke. Nothing was lost on your side: try again.")),
    );
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    request.send(body);
  });
  return { done, abort: () => request.abort() };
}

/** Uploads an archive as a new revision. */
export function uploadArchive(scope: ProjectScope, name: string, body: Blob, onProgress: (share: number) => void) {
  const url = `/api/o/${encodeURIComponent(scope.organization)}/p/${encodeURIComponent(scope.project)}/upload?name=${encodeURIComponent(name)}`;
  return send<{ revision: number }>(url, body, { "content-type": "application/octet-stream" }, onProgress);
}

/** Uploads a scanner's report; it becomes a request that says what it would do and waits for a person. */
export function uploadReport(
  scope: ProjectScope,
  name: string,
  body: Blob,
  revision: number | null,
  onProgress: (share: number) => void,
) {
  const at = revision === null ? "" : `&revision=${revision}`;
  const url = `/api/o/${encodeURIComponent(scope.organization)}/p/${encodeURIComponent(scope.project)}/import?mode=preview&name=${encodeURIComponent(name)}${at}`;
  return send<{ scan: number; repeated: boolean }>(
    url,
    body,
    { "content-type": "application/octet-stream" },
    onProgress,
  );
}

/** Uploads a document of the past; it is read, held against the code, and waits for a person. */
export function uploadPast(scope: ProjectScope, name: string, body: Blob, onProgress: (share: number) => void) {
  const url = `/api/o/${encodeURIComponent(scope.organization)}/p/${encodeURIComponent(scope.project)}/past?name=${encodeURIComponent(name)}`;
  return send<{ past: number; repeated: boolean }>(
    url,
    body,
    { "content-type": "application/octet-stream" },
    onProgress,
  );
}
