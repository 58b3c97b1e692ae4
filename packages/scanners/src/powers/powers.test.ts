import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ForeignCall, PowerFact } from "@redoubt/domain/profile";
import { findPackage } from "../tool/packages.ts";
import type { CompiledSource } from "./program.ts";
import { readPowers } from "./read-powers.ts";

const require = createRequire(import.meta.url);
const solc: { compile(input: string, callbacks: object): string } = require("solc-0.8.28");
const contracts = path.join(findPackage("@openzeppelin/contracts")?.modules ?? "", "");

/** Compiles a text with what it imports of the installed packages. */
function compile(text: string): CompiledSource[] {
  const texts: Record<string, string> = { "src/Powers.sol": text };
  const input = {
    language: "Solidity",
    sources: { "src/Powers.sol": { content: text } },
    settings: { outputSelection: { "*": { "": ["ast"] } } },
  };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), {
      import: (file: string) => {
        texts[file] = readFileSync(path.join(contracts, file), "utf8");
        return { contents: texts[file] };
      },
    }),
  );
  const errors = (output.errors ?? []).filter((each: { severity: string }) => each.severity === "error");
  expect(errors).toEqual([]);
  return Object.entries<{ ast: CompiledSource["ast"] }>(output.sources).map(([file, { ast }]) => ({
    ...{ path: file, text: texts[file] ?? "", ast },
  }));
}

const own = (file: string) => file.startsWith("src/");
const line = ({ contract, kind, guards, functions }: PowerFact) =>
  `${contract} ${kind} ${guards.map(({ name, conditional }) => name + (conditional ? "?" : "")).join("|")}: ${functions
    .map(({ name }) => name)
    .join(" ")}`;

describe("readPowers", () => {
  let powers: readonly PowerFact[] = [];
  let calls: readonly ForeignCall[] = [];
  beforeAll(() => {
    const text = readFileSync(path.join(import.meta.dirname, "fixtures/Powers.sol"), "utf8");
    ({ powers, calls } = readPowers(compile(text), own));
  });
  const of = (contract: string) => powers.filter((power) => power.contract === contract).map(line);

  it("follows modifiers, bases and internal functions to who is asked for", () => {
    expect(of("Treasury")).toEqual([
      "Treasury move-money owner: sweep pay",
      "Treasury stop owner: pause",
      "Treasury start owner: unpause",
      "Treasury limit owner: setWithdrawalLimit",
      "Treasury hand-over owner: renounceOwnership transferOwnership",
    ]);
    expect(of("Executor")).toEqual([
      "Executor call-anything admin|OPERATOR: execute",
      "Executor hand-over admin|second?: setAdmin",
    ]);
  });

  it("names roles by their constants, and lists by their mapping", () => {
    expect(of("Stable")).toEqual([
      "Stable mint MINTER_ROLE: mint",
      "Stable hand-over DEFAULT_ADMIN_ROLE: grantRole revokeRole",
    ]);
    expect(of("Wards")).toEqual([
      "Wards hand-over wards: rely",
      "Wards oracle wards: setFeed",
      "Wards limit wards: setDebtCeiling",
      "Wards setting isKeeper: poke",
      "Wards hand-over anyone: setKeeper",
    ]);
  });

  it("knows timelocks, beacons and the admins of proxies by what they inherit", () => {
    expect(of("Delayed")).toEqual([
      "Delayed call-anything PROPOSER_ROLE: schedule scheduleBatch",
      "Delayed stop CANCELLER_ROLE: cancel",
      "Delayed call-anything EXECUTOR_ROLE?: execute executeBatch",
      "Delayed hand-over DEFAULT_ADMIN_ROLE: grantRole revokeRole",
    ]);
    expect(of("Beacon")[0]).toBe("Beacon upgrade owner: upgradeTo");
    expect(of("Upgrader")[0]).toBe("Upgrader upgrade owner: upgradeAndCall");
  });

  it("sees a key that signs for others, and who names it", () => {
    expect(of("Claims")).toEqual(["Claims sign signer: claim", "Claims verifier signer: setSigner"]);
    expect(powers.find(({ kind }) => kind === "sign")?.guards).toEqual([
      { name: "signer", by: "signature", conditional: false },
    ]);
  });

  it("lists functions of others, and which of them answer with a price", () => {
    expect(calls).toEqual([
      { name: "Feed.latestAnswer", price: true },
      { name: "IERC20.transfer", price: false },
    ]);
  });

  it("leaves out what people do with their own, and what is never deployed", () => {
    expect(of("Items")).toEqual([]);
    expect(of("NeverDeployed")).toEqual([]);
    const functions = powers.flatMap((power) => power.functions.map(({ name }) => name));
    expect(functions).not.toContain("leave");
    expect(functions).not.toContain("notAdmin");
    expect(functions).not.toContain("renounceRole");
  });

  it("points to the line, and changes its hash with the code behind a power alone", () => {
    const text = readFileSync(path.join(import.meta.dirname, "fixtures/Powers.sol"), "utf8");
    const before = powers.find(({ key }) => key === "Treasury:limit:owner");
    const at = before?.functions[0];
    expect(text.split("\n")[(at?.line ?? 0) - 1]).toContain("function setWithdrawalLimit");
    const changed = text
      .replace("withdrawalLimit = next;", "withdrawalLimit = next + 1;")
      .replace("pragma", "\n\npragma");
    const after = new Map(readPowers(compile(changed), own).powers.map((power) => [power.key, power.hash]));
    const different = powers.filter(({ key, hash }) => after.get(key) !== hash).map(({ key }) => key);
    expect(different).toEqual(["Treasury:limit:owner"]);
  });
});
