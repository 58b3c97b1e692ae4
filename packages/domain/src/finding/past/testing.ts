import { createHash, randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { createTestProject, type TestProject } from "../../project/testing.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { createTestRevision, type TestRevision } from "../../source/testing.ts";
import { blankEntry, type PastDocument, type PastEntry } from "./document.ts";
import { type ImportPast, ListPastRows, type PastPlace } from "./schema.ts";
import { expectCountersToEqualRecount } from "../testing.ts";
import { completePast } from "../use-cases/complete-past.ts";
import { getPast, listPastRows } from "../use-cases/get-past.ts";
import { getFinding } from "../use-cases/get-finding.ts";
import { importPast } from "../use-cases/import-past.ts";
import { requestPast } from "../use-cases/request-past.ts";
import { startPast } from "../use-cases/start-past.ts";

export const scope = { organization: "xx", project: "xx" };
export const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000);
export let test: TestDatabase;
export let project: TestProject;
export let other: TestProject;
export let lead: ProjectDeps;
export let revision: TestRevision;

/** A project and one of another organization beside it for each test, in a database of the file. */
export function usePastWorld(): void {
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
  });
  beforeEach(async () => {
    project = await createTestProject(test.database);
    other = await createTestProject(test.database);
    lead = project.as("security-lead");
    revision = await createTestRevision(lead);
  });
  afterEach(() => expectCountersToEqualRecount(test.owner));
  afterAll(() => test.drop());
}

export const found = (path: string, callable?: string, line = 10): PastPlace => ({
  ...{ kind: "found", path, startLine: line, endLine: line + 4, words: "it stands there" },
  ...(callable === undefined ? {} : { container: "Vault", callable }),
});

export const entry = (over: Partial<PastEntry>): PastEntry => ({
  ...blankEntry(over.title ?? "A weakness", over.at ?? 1),
  severity: "medium",
  ...over,
});

export function document(entries: readonly PastEntry[], over: Partial<PastDocument> = {}): PastDocument {
  const head = { title: "Review of Vault", firm: "Lighthouse", date: "2025-03-14", commit: null, repository: null };
  return {
    kind: "audit-report",
    head,
    entries: [...entries],
    notices: [],
    columns: [],
    mapping: null,
    signature: null,
    ...over,
  };
}

/** Brings a document as the worker would, up to its preview. */
export async function bring(deps: ProjectDeps, read: PastDocument, places: readonly PastPlace[] = []): Promise<number> {
  const sha256 = createHash("sha256").update(randomUUID()).digest("hex");
  const { number } = await requestPast(deps, { name: "report.md", uploadKey: `key-${sha256}`, sha256, size: 10 });
  await complete(deps, number, read, places);
  return number;
}

export async function complete(
  deps: ProjectDeps,
  number: number,
  read: PastDocument,
  places: readonly PastPlace[] = [],
) {
  const task = await startPast(deps, await idOf(number));
  if (task === null) throw new Error("it does not wait to be read");
  const all = read.entries.map((_, at) => places[at] ?? ({ kind: "unnamed", words: "It names nothing." } as const));
  await completePast(deps, task, { format: "audit-report", document: read, places: all, fetched: null });
  return task;
}

export async function idOf(number: number): Promise<string> {
  const { rows } = await test.owner.query("SELECT id FROM past_import WHERE project_id = $1 AND number = $2", [
    project.projectId,
    number,
  ]);
  return rows[0]?.id;
}

export const rowsOf = async (deps: ProjectDeps, number: number, view: ListPastRows["view"] = "all") =>
  (await listPastRows(deps, ListPastRows.parse({ ...scope, number, view }))).items;

/** Imports at the version that is there. */
export async function bringIn(deps: ProjectDeps, number: number, over: Partial<ImportPast> = {}) {
  const { rowVersion } = await getPast(deps, { ...scope, number });
  return importPast(deps, { ...scope, number, rowVersion, until: NEXT_YEAR, ...over });
}

export const finding = (number: number, deps = lead) => getFinding(deps, { ...scope, number });
