import { expect, it } from "vitest";
import { proposalsOf, type RevisionFacts } from "./proposals.ts";
import type { Answer } from "./schema.ts";

const ARRIVED = new Date("2026-11-10T00:00:00Z");
const facts: RevisionFacts = {
  number: 3,
  readyAt: ARRIVED,
  nsloc: 694,
  packages: ["a", "b", "a"],
  contracts: null,
  aiShare: null,
};
const answer = (value: number, day: string): Answer => ({ value, origin: "person", at: new Date(day), revision: null });

it("proposes what is read and not said", () => {
  expect(proposalsOf(facts, {})).toEqual([
    { question: "nsloc", value: 694, revision: 3 },
    { question: "dependencies", value: 2, revision: 3 },
  ]);
  expect(proposalsOf({ ...facts, nsloc: null }, {}).map(({ question }) => question)).toEqual(["dependencies"]);
  expect(proposalsOf({ ...facts, aiShare: 0 }, {})).toContainEqual({ question: "ai-share", value: 0, revision: 3 });
  expect(proposalsOf(null, {})).toEqual([]);
});

it("proposes again when a newer revision shows something else, and not against who corrected it since", () => {
  const keys = (answers: Record<string, Answer>) => proposalsOf(facts, answers).map(({ question }) => question);
  expect(keys({ nsloc: answer(600, "2026-11-01T00:00:00Z"), dependencies: answer(2, "2026-11-01T00:00:00Z") })).toEqual(
    ["nsloc"],
  );
  expect(keys({ nsloc: answer(700, "2026-11-12T00:00:00Z"), dependencies: answer(9, "2026-11-12T00:00:00Z") })).toEqual(
    [],
  );
});

it("proposes what the compiler shows of the contracts", () => {
  const power = (kind: "upgrade" | "stop", guard: string, name: string) => ({
    ...{ kind, subject: "Vault", functions: [{ name, path: "src/Vault.sol", line: 1 }] },
    guards: [{ name: guard, by: "caller" as const, conditional: false }],
  });
  const contracts = {
    powers: [
      power("upgrade", "owner", "upgradeToAndCall"),
      power("stop", "guardian", "pause"),
      power("stop", "anyone", "x"),
    ],
    calls: [
      { name: "Feed.latestAnswer", price: true },
      { name: "IERC20.transfer", price: false },
    ],
  };
  const proposed = Object.fromEntries(
    proposalsOf({ ...facts, contracts }, {}).map(({ question, value }) => [question, value]),
  );
  expect(proposed).toMatchObject({
    proxies: ["uups"],
    roles: ["guardian of Vault", "owner of Vault"],
    oracles: ["Feed.latestAnswer"],
    "external-calls": 2,
  });
  const bare = proposalsOf({ ...facts, contracts: { powers: [], calls: [] } }, {});
  expect(bare.map(({ question }) => question)).toEqual(["nsloc", "dependencies", "proxies", "external-calls"]);
});
