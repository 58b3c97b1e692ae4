import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import { addTestRevision, createTestRevision } from "@redoubt/domain/source/testing";
import type { Sandbox, SandboxJob, SandboxLimit, SandboxResult } from "@redoubt/sandbox";
import { createFileStorage, type Storage } from "@redoubt/storage";
import { pino } from "pino";
import { ReportReader } from "../pipeline/report-reader.ts";
import { makeTree, testCompilers } from "../pipeline/testing.ts";
import type { HandlerContext, Tools } from "../handlers/context.ts";

/** A database, a project and storage for one test file. */
export interface HandlerBench {
  readonly test: TestDatabase;
  readonly project: TestProject;
  readonly deps: ProjectDeps;
  readonly storage: Storage;
  readonly directory: string;
  /** One more revision of the only source, deeper than those before; the answer is its number. */
  commit(files: Readonly<Record<string, string>>): Promise<number>;
  context(subjectId: string, over?: { sandbox?: Sandbox; signal?: AbortSignal }): HandlerContext;
  close(): Promise<void>;
}

export async function createHandlerBench(): Promise<HandlerBench> {
  const test = await createTestDatabase(Object.values(JOBS));
  const project = await createTestProject(test.database);
  const deps = project.as("developer");
  const directory = await mkdtemp(path.join(tmpdir(), "redoubt-handler-"));
  const storage = createFileStorage(path.join(directory, "storage"));
  let sourceId: string | undefined;
  let depth = 0;
  return {
    ...{ test, project, deps, storage, directory },
    async commit(files) {
      const tree = makeTree(files);
      const limits = { maxBytes: 1_000_000, maxFiles: 1000 };
      const { treeKey, treeHash } = await storage.putTree(deps.organizationId, tree.folder, limits);
      tree.remove();
      depth += 1;
      const content = { treeKey, treeHash, depth };
      const made =
        sourceId === undefined
          ? await createTestRevision(deps, content)
          : await addTestRevision(deps, sourceId, content);
      sourceId = made.sourceId;
      return made.number;
    },
    context: (subjectId, over = {}) => ({
      ...{ deps, subjectId, fence: 0, log: pino({ level: "silent" }) },
      tools: testTools(directory, storage, over.sandbox ?? lineTool()),
      signal: over.signal ?? new AbortController().signal,
    }),
    async close() {
      await test.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function testTools(directory: string, storage: Storage, sandbox: Sandbox): Tools {
  return {
    storage,
    sandbox,
    outbound: new Proxy({} as Tools["outbound"], { get: () => () => Promise.reject(new Error("no network in tests")) }),
    workDirectory: path.join(directory, "work"),
    allowedFolders: [],
    origin: "https://redoubt.example",
    compilerStore: testCompilers,
    reports: new ReportReader({ parent: path.join(directory, "work"), ready: 0 }),
    heavy: (_signal, run) => run(),
    reading: (_signal, run) => run(),
  };
}

/**
 * A jail whose program reports each line with `tx.origin` as solhint would. What stands around it (layout, parsing,
 * context, publication) is real, and a test needs no tool's second.
 */
export function lineTool(options: { onRun?: () => Promise<void> } = {}): Sandbox {
  return {
    available: async () => ({ ok: true, version: "test" }),
    async run(command, job) {
      await options.onRun?.();
      const { files } = JSON.parse(command.stdin ?? "{}") as { files: string[] };
      const messages: object[] = [];
      for (const filePath of files) {
        const text = await readFile(path.join(job.source ?? "", filePath), "utf8");
        text.split("\n").forEach((line, at) => {
          if (!line.includes("tx.origin")) return;
          messages.push({
            filePath,
            line: at + 1,
            column: 1,
            message: "Avoid to use tx.origin",
            ruleId: "avoid-tx-origin",
          });
        });
      }
      job.onStderr?.(Buffer.from(`looked at ${files.length} files\n`));
      return resultOf(JSON.stringify(messages));
    },
  };
}

/** A jail whose program runs until it is told to stop, as the real one would report it. */
export function endlessTool(onStart: () => void): Sandbox {
  return {
    available: async () => ({ ok: true, version: "test" }),
    run: (_command, job: SandboxJob) =>
      new Promise((resolve) => {
        job.signal?.addEventListener("abort", () => resolve(resultOf("", "cancelled")), { once: true });
        onStart();
      }),
  };
}

function resultOf(stdout: string, limit?: SandboxLimit): SandboxResult {
  return {
    exitCode: limit === undefined ? 0 : 143,
    ...(limit === undefined ? {} : { limit }),
    ...{ sandboxed: true, durationMs: 5, peakRssMb: 1 },
    stdout: () => Readable.from([stdout]),
    stderr: () => Readable.from([""]),
    files: () => ({}),
    dispose: async () => undefined,
  };
}
