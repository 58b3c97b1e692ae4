import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision } from "../source/testing.ts";
import type { CodeFacts } from "./code-facts.ts";
import { applyGeneration } from "./use-cases/apply-generation.ts";
import { approveVersion } from "./use-cases/approve-version.ts";
import { commentVersion } from "./use-cases/comment-version.ts";
import { compareVersion } from "./use-cases/compare-version.ts";
import { completeReading } from "./use-cases/complete-reading.ts";
import { getOverview } from "./use-cases/get-overview.ts";
import { listThreats } from "./use-cases/list-threats.ts";
import { listVersions } from "./use-cases/list-versions.ts";
import { moveThreat } from "./use-cases/move-threat.ts";
import { previewGeneration } from "./use-cases/preview-generation.ts";
import { readModel } from "./use-cases/read-model.ts";
import { recordThreat } from "./use-cases/record-threat.ts";
import { requestDraft, requestPinCheck } from "./use-cases/request-draft.ts";
import { startReading } from "./use-cases/run-reading.ts";
import { submitVersion } from "./use-cases/submit-version.ts";
import { undoThreat } from "./use-cases/undo-threat.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
afterAll(() => test.drop());

const contract = (
  name: string,
  attributes: Record<string, boolean>,
  over: Partial<CodeFacts["contracts"][number]> = {},
) => ({
  ...{ path: `src/${name}.sol`, name, bases: [], roles: [], uses: [], attributes },
  functions: [{ name: "run", hash: `${name}-1` }],
  ...over,
});

const FACTS: CodeFacts = {
  contracts: [
    contract(
      "Vault",
      { "holds-funds": true, upgradeable: true, shares: true, division: true, lending: true },
      {
        ...{ roles: ["onlyOwner"], uses: [{ type: "IOracle", variable: "oracle" }] },
      },
    ),
    contract("Oracle", { "spot-price": true, "external-feed": true }, { bases: ["IOracle"] }),
    contract("Governor", { votes: true }),
  ],
  places: [{ kind: "service", path: "keeper/package.json", name: "Keeper", attributes: { "holds-keys": true } }],
  dependencies: ["viem@2"],
};

async function read(deps: ProjectDeps, facts: CodeFacts): Promise<void> {
  const row = await deps.withOrganization((tx) =>
    tx.db.modelReading.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, state: "queued" },
      select: { id: true },
    }),
  );
  const task = row === null ? null : await startReading(deps, row.id);
  if (task === null) throw new Error("no reading waits");
  await completeReading(deps, task, facts);
}

async function drafted(): Promise<{ project: TestProject; deps: ProjectDeps; sourceId: string }> {
  const project = await createTestProject(test.database);
  const deps = project.as("owner");
  const { sourceId } = await createTestRevision(deps);
  await requestDraft(deps, scope);
  await read(deps, FACTS);
  return { project, deps, sourceId };
}

const threats = async (deps: ProjectDeps) =>
  (await listThreats(deps, { ...scope, states: [], text: "", after: 0, limit: 100 })).items;

describe("a draft from code", () => {
  it("puts elements with places and pins, flows, and at most twelve proposals with why into the model", async () => {
    const { deps } = await drafted();
    const model = await readModel(deps);
    expect(model.elements.map((element) => element.name)).toEqual(
      expect.arrayContaining([
        "On chain",
        "Vault",
        "Vault proxy",
        "Oracle",
        "Governor",
        "Owner",
        "Keeper",
        "User",
        "RPC",
      ]),
    );
    expect(model.elements.every((element) => element.position !== null && element.size !== null)).toBe(true);
    const vault = model.elements.find((element) => element.name === "Vault");
    expect(vault?.code).toEqual([{ path: "src/Vault.sol", container: "Vault", callable: "run", hash: "Vault-1" }]);
    const proposed = await threats(deps);
    expect(proposed).toHaveLength(12);
    expect(
      proposed.every((threat) => threat.state === "proposed" && threat.why !== "" && threat.elements.length > 0),
    ).toBe(true);
    expect(proposed.map((threat) => threat.catalogueKey)).toEqual(expect.arrayContaining(["TH-01", "TH-02", "TH-19"]));
  });

  it("meets what is there when it reads again: nothing twice, what people wrote stays", async () => {
    const { deps } = await drafted();
    const before = await readModel(deps);
    const [first, second] = await threats(deps);
    await moveThreat(deps, { ...scope, number: first?.number ?? 0, rowVersion: 1, command: "accept" });
    const decline = { command: "decline", reason: "does-not-apply" } as const;
    await moveThreat(deps, { ...scope, number: second?.number ?? 0, rowVersion: 1, ...decline });
    await requestDraft(deps, scope);
    await read(deps, FACTS);
    const after = await readModel(deps);
    expect(after.elements.map((element) => element.id)).toEqual(before.elements.map((element) => element.id));
    const all = await threats(deps);
    expect(new Set(all.map((threat) => threat.statement)).size).toBe(all.length);
    expect(all.find((threat) => threat.number === second?.number)?.state).toBe("not-applicable");
    await undoThreat(deps, { ...scope, number: second?.number ?? 0 });
    expect((await threats(deps)).find((threat) => threat.number === second?.number)?.state).toBe("proposed");
  });

  it("a preview says what is new, what is there, what was declined and what vanished, each with why", async () => {
    const { deps } = await drafted();
    const [first] = await threats(deps);
    const until = new Date(Date.now() + 86_400_000);
    const decline = { command: "decline", reason: "misread", comment: "It averages.", until } as const;
    await moveThreat(deps, { ...scope, number: first?.number ?? 0, rowVersion: 1, ...decline });
    const preview = await previewGeneration(deps);
    expect(preview.dismissed).toEqual([
      { number: first?.number, statement: first?.statement, why: "It averages.", until },
    ]);
    expect(preview.unchanged).toHaveLength(11);
    expect(preview.added.length).toBeGreaterThan(0);
    expect(preview.added.every((each) => each.why !== "" && each.elements.length > 0)).toBe(true);
    const [wanted] = preview.added;
    const { numbers } = await applyGeneration(deps, { ...scope, keys: [wanted?.key ?? ""] });
    expect((await threats(deps)).find((threat) => threat.number === numbers[0])).toMatchObject({
      state: "open",
      origin: "generator",
    });
    await expect(applyGeneration(deps, { ...scope, keys: ["gone|x"] })).rejects.toMatchObject({
      code: "threat-model.stale",
    });
  });
});

describe("a version", () => {
  it("is approved as it was read, stamped when by oneself, and the next change begins the next one", async () => {
    const { project, deps } = await drafted();
    const developer = project.as("developer");
    await submitVersion(developer, { ...scope, version: 1 });
    await recordThreat(developer, { ...scope, statement: "Somebody drains the reserve." });
    await expect(approveVersion(deps, { ...scope, version: 1 })).rejects.toMatchObject({
      code: "threat-model.version-changed",
    });
    await submitVersion(developer, { ...scope, version: 1 });
    await commentVersion(deps, { ...scope, version: 1, text: "Good." });
    expect(await approveVersion(deps, { ...scope, version: 1 })).toMatchObject({
      state: "approved",
      selfApproved: false,
    });
    await recordThreat(deps, { ...scope, statement: "Somebody stops the queue." });
    const diff = await compareVersion(deps, { ...scope, version: 2 });
    expect(diff).toMatchObject({
      against: 1,
      changes: [{ what: "threat", change: "added", name: expect.stringContaining("stops the queue") }],
    });
    await submitVersion(deps, { ...scope, version: 2 });
    expect(await approveVersion(deps, { ...scope, version: 2 })).toMatchObject({ selfApproved: true });
    expect((await listVersions(deps)).map((version) => version.version)).toEqual([2, 1]);
  });

  it("goes stale when a pinned function, a role or a dependency changed, and says which", async () => {
    const { deps, sourceId } = await drafted();
    await submitVersion(deps, { ...scope, version: 1 });
    await approveVersion(deps, { ...scope, version: 1 });
    const { revisionId } = await addTestRevision(deps, sourceId, { depth: 2 });
    await requestPinCheck(deps, revisionId);
    const [vault, oracle, governor] = FACTS.contracts;
    if (vault === undefined || oracle === undefined || governor === undefined) throw new Error("no facts");
    const changed = { ...vault, roles: ["onlyOwner", "onlyKeeper"], functions: [{ name: "run", hash: "Vault-2" }] };
    await read(deps, { ...FACTS, contracts: [changed, oracle], dependencies: ["viem@3"] });
    const { approved } = await getOverview(deps);
    expect(approved?.state).toBe("stale");
    expect(approved?.staleReasons).toEqual(
      expect.arrayContaining([
        { kind: "function", what: "Vault.run", element: "Vault" },
        { kind: "gone", what: "Governor.run", element: "Governor" },
        { kind: "role", what: "Vault: onlyKeeper is new", element: null },
        { kind: "dependency", what: "viem@2 is gone", element: null },
      ]),
    );
  });

  it("knows nothing of other organizations", async () => {
    await drafted();
    const stranger = (await createTestProject(test.database)).as("owner");
    expect(await getOverview(stranger)).toMatchObject({ current: null, elements: 0, reading: null });
    await expect(submitVersion(stranger, { ...scope, version: 1 })).rejects.toMatchObject({
      code: "threat-model.not-found",
    });
    await expect(requestDraft(stranger, scope)).rejects.toMatchObject({ code: "source.revision-not-found" });
  });
});
