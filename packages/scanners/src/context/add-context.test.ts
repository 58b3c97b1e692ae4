import type { NormalizedFinding } from "@redoubt/domain/finding";
import { describe, expect, test } from "vitest";
import { addContext } from "./index.ts";

const VAULT = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

contract Vault {
    uint256 public total;

    function deposit(uint256 amount) external {
        total += amount;
        token.transferFrom(msg.sender, address(this), amount);
    }

    function narrow(uint256 a, uint256 b) external {
        first = uint128(a);
        second = b;
        first = uint128(a);
    }

    function withdraw(uint256 amount, address to) external {
        require(balances[msg.sender] >= amount, "too much"); // checked
        (bool ok, ) = to.call{value: amount, gas: 50_000}("");
        require(ok);
    }
}
`;

function at(path: string, startLine: number, endLine = startLine, detector = "demo/rule"): NormalizedFinding {
  return {
    scanner: "demo",
    detector,
    title: "t",
    description: "d",
    severity: "low",
    confidence: "high",
    classes: { cwe: [], swc: [], scwe: [] },
    advisories: [],
    tags: [],
    path,
    startLine,
    endLine,
    dependency: false,
    fingerprints: [],
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function lineOf(source: string, needle: string, nth = 0): number {
  const lines = source.split("\n").flatMap((line, index) => (line.includes(needle) ? [index + 1] : []));
  const line = lines[nth];
  if (line === undefined) throw new Error(`no line ${nth} with ${needle}`);
  return line;
}

async function run(source: string, findings: NormalizedFinding[]): Promise<NormalizedFinding[]> {
  return collect(addContext(findings, async () => source));
}

function value(finding: NormalizedFinding | undefined, algorithm: string): string | undefined {
  return finding?.fingerprints.find((f) => f.algorithm === algorithm)?.value;
}

async function contextOf(source: string, needle: string, path = "src/Vault.sol", nth = 0): Promise<string> {
  const [finding] = await run(source, [at(path, lineOf(source, needle, nth))]);
  const found = value(finding, "context");
  if (!found) throw new Error("no context fingerprint");
  return found;
}

describe("context and fingerprints of Solidity", () => {
  test("gives what a check found under its former names the values of those names", async () => {
    const line = lineOf(VAULT, "total += amount");
    const [before] = await run(VAULT, [at("src/Vault.sol", line, line, "demo/old")]);
    const [now] = await run(VAULT, [
      { ...at("src/Vault.sol", line, line, "demo/new"), formerDetectors: ["demo/old", "demo/older"] },
    ]);
    const contexts = now?.fingerprints.filter(({ algorithm }) => algorithm === "context").map((each) => each.value);
    expect(contexts).toHaveLength(3);
    expect(contexts?.[1]).toBe(value(before, "context"));
    expect(contexts?.[0]).not.toBe(contexts?.[1]);
  });

  test("names contract and function, and gives both fingerprints in version 1", async () => {
    const [finding] = await run(VAULT, [at("src/Vault.sol", lineOf(VAULT, "to.call"))]);
    expect(finding).toMatchObject({ container: "Vault", callable: "withdraw" });
    expect(finding?.fingerprints.map((f) => [f.algorithm, f.version, f.value.length])).toEqual([
      ["context", 1, 64],
      ["line", 1, 64],
    ]);
  });

  test("code inserted above keeps the value", async () => {
    const moved = VAULT.replace(
      "    uint256 public total;",
      `    uint256 public total;\n\n    function added() external {\n        total = 0;\n    }`,
    );
    const inside = VAULT.replace("        require(balances", "        uint256 extra = 1;\n        require(balances");
    const before = await contextOf(VAULT, "to.call");
    expect(await contextOf(moved, "to.call")).toBe(before);
    expect(await contextOf(inside, "to.call")).toBe(before);
  });

  test("a renamed file keeps the value, a renamed function does not", async () => {
    const before = await contextOf(VAULT, "to.call");
    expect(await contextOf(VAULT, "to.call", "contracts/core/Treasury.sol")).toBe(before);
    expect(await contextOf(VAULT.replace("function withdraw", "function redeem"), "to.call")).not.toBe(before);
  });

  test("reformatting keeps the value whichever line of the statement is flagged", async () => {
    const wrapped = VAULT.replace(
      '(bool ok, ) = to.call{value: amount, gas: 50_000}("");',
      '(bool ok,) = to.call{\n            value: amount, // all of it\n            gas: 50_000\n        }(\n            ""\n        );',
    ).replaceAll("uint256", "uint");
    const before = await contextOf(VAULT, "to.call");
    expect(await contextOf(wrapped, "to.call")).toBe(before);
    expect(await contextOf(wrapped, "gas: 50_000")).toBe(before);
    const squeezed = VAULT.replace(/\n\s+/g, "\n").replaceAll(" = ", "=");
    expect(await contextOf(squeezed, "to.call")).toBe(before);
  });

  test("swapped functions keep their values", async () => {
    const [head = "", deposit = "", narrow = "", withdraw = ""] = VAULT.split(/(?= {4}function )/);
    const body = withdraw.slice(0, withdraw.lastIndexOf("}"));
    const swapped = `${head}${body}${narrow}${deposit}}\n`;
    for (const needle of ["to.call", "token.transferFrom", "second = b"]) {
      expect(await contextOf(swapped, needle)).toBe(await contextOf(VAULT, needle));
    }
  });

  test("two equal hits in one function are two stable values", async () => {
    const lines = [lineOf(VAULT, "uint128(a)", 0), lineOf(VAULT, "uint128(a)", 1)] as const;
    const both = await run(VAULT, [at("a.sol", lines[0]), at("a.sol", lines[1])]);
    const [one, two] = both.map((finding) => value(finding, "context"));
    expect(one).not.toBe(two);
    expect(value(both[0], "line")).toBe(value(both[1], "line"));

    const reversed = await run(VAULT, [at("a.sol", lines[1]), at("a.sol", lines[0])]);
    expect(reversed.map((finding) => value(finding, "context"))).toEqual([two, one]);
    const alone = await run(VAULT, [at("a.sol", lines[1])]);
    expect(value(alone[0], "context")).toBe(two);
  });

  test("two hits of one detector on one statement are two values", async () => {
    const line = lineOf(VAULT, "to.call");
    const both = await run(VAULT, [at("a.sol", line), at("a.sol", line)]);
    expect(value(both[0], "context")).not.toBe(value(both[1], "context"));
    expect(value(both[0], "context")).toBe(await contextOf(VAULT, "to.call", "a.sol"));
  });

  test("a fix of the statement, another detector and another contract change the value", async () => {
    const before = await contextOf(VAULT, "first = uint128(a)");
    const fixed = VAULT.replaceAll("uint128(a)", "SafeCast.toUint128(a)");
    expect(await contextOf(fixed, "toUint128(a)")).not.toBe(before);
    expect(await contextOf(VAULT.replace("contract Vault", "contract Other"), "first = uint128(a)")).not.toBe(before);
    const [other] = await run(VAULT, [at("a.sol", lineOf(VAULT, "uint128(a)"), undefined, "demo/other")]);
    expect(value(other, "context")).not.toBe(before);
  });

  test("a hit over a whole function is known by its head, whatever its body does", async () => {
    const start = lineOf(VAULT, "function deposit");
    const [before] = await run(VAULT, [at("a.sol", start, start + 3)]);
    const edited = VAULT.replace("total += amount;", "total += amount;\n        count += 1;");
    const [after] = await run(edited, [at("a.sol", start, start + 4)]);
    expect(value(after, "context")).toBe(value(before, "context"));
    expect(after).toMatchObject({ container: "Vault", callable: "deposit" });
  });
});

describe("the hash of the function around a finding", () => {
  const hashOf = async (source: string, needle: string, path = "src/Vault.sol"): Promise<string> => {
    const [finding] = await run(source, [at(path, lineOf(source, needle))]);
    if (finding?.functionHash === undefined) throw new Error("no hash");
    return finding.functionHash;
  };

  test("changes with any statement of the function, and with nothing outside of it", async () => {
    const before = await hashOf(VAULT, "to.call");
    const touched = VAULT.replace('"too much"', '"not enough"');
    expect(await hashOf(touched, "to.call")).not.toBe(before);
    const elsewhere = VAULT.replace("total += amount;", "total += amount * 2;").replace("contract Vault", "contract V");
    expect(await hashOf(elsewhere, "to.call")).toBe(before);
    expect(await hashOf(elsewhere, "token.transferFrom")).not.toBe(await hashOf(VAULT, "token.transferFrom"));
    expect(await hashOf(VAULT, "require(ok)")).toBe(before);
    expect(await hashOf(VAULT, "function withdraw")).toBe(before);
  });

  test("does not change with comments, layout or the place of the function", async () => {
    const before = await hashOf(VAULT, "to.call");
    const moved = VAULT.replace("    uint256 public total;", "    uint256 public total;\n    uint256 public count;");
    const formatted = VAULT.replace("// checked", "// looked at again").replace("amount, gas", "amount,\n   gas");
    expect(await hashOf(moved, "to.call", "contracts/Other.sol")).toBe(before);
    expect(await hashOf(formatted, "to.call")).toBe(before);
  });

  test("is that of the statement outside of functions, and of the lines without syntax", async () => {
    const renamed = VAULT.replace("function deposit", "function put");
    expect(await hashOf(renamed, "uint256 public total")).toBe(await hashOf(VAULT, "uint256 public total"));
    const typed = VAULT.replace("uint256 public total", "uint128 public total");
    expect(await hashOf(typed, "public total")).not.toBe(await hashOf(VAULT, "public total"));
    expect(await hashOf("a: 1\nb: 2\n", "b: 2", "x.yml")).toBe(await hashOf("b: 2\n", "b: 2", "x.yml"));
    expect(await hashOf("b: 3\n", "b: 3", "x.yml")).not.toBe(await hashOf("b: 2\n", "b: 2", "x.yml"));
  });
});

describe("files without syntax", () => {
  test("unknown languages get the line fingerprint alone", async () => {
    const [finding] = await run("a: 1\nb:   secret\n", [at("config.yml", 2)]);
    const [moved] = await run("x: 0\n\n  b: secret\n", [at("other.yml", 3)]);
    expect(finding?.fingerprints.map((f) => f.algorithm)).toEqual(["line"]);
    expect(value(moved, "line")).toBe(value(finding, "line"));
    expect(finding).not.toHaveProperty("container");
  });

  test("missing files, broken code, hostile nesting and lines past the end throw nothing", async () => {
    const missing = await collect(
      addContext([at("gone.sol", 3), { ...at("x", 1), path: undefined }], async () => {
        throw new Error("no such file");
      }),
    );
    expect(missing.map((finding) => finding.fingerprints)).toEqual([[], []]);
    const broken = "contract A { function f( { ((( \n uint x = ; } \u0000";
    expect((await run(broken, [at("a.sol", 2), at("a.sol", 99)]))[1]?.fingerprints).toEqual([]);
    const deep = `contract A { function f() public { ${"{".repeat(30_000)} x = 1; ${"}".repeat(30_000)} } }`;
    const [nested] = await run(deep, [at("a.sol", 1)]);
    expect(nested?.fingerprints.map((f) => f.algorithm)).toContain("line");
    expect((await run("", [at("a.ts", 1)]))[0]?.fingerprints).toEqual([]);
  });

  test("what a tool already said stays", async () => {
    const given = {
      ...at("a.sol", lineOf(VAULT, "to.call")),
      container: "Said",
      fingerprints: [{ algorithm: "tool/x", version: 1, value: "1" }],
    };
    const [finding] = await run(VAULT, [given]);
    expect(finding).toMatchObject({ container: "Said", callable: "withdraw" });
    expect(finding?.fingerprints.map((f) => f.algorithm)).toEqual(["tool/x", "context", "line"]);
  });

  test("each file is read once, and a stream comes out in its order", async () => {
    const reads: string[] = [];
    async function* stream(): AsyncGenerator<NormalizedFinding> {
      for (const path of ["a.sol", "b.sol", "a.sol", "b.sol"]) yield at(path, lineOf(VAULT, "to.call"));
    }
    const found = await collect(
      addContext(stream(), async (path) => {
        reads.push(path);
        return VAULT;
      }),
    );
    expect(reads).toEqual(["a.sol", "b.sol"]);
    expect(found.map((finding) => finding.path)).toEqual(["a.sol", "b.sol", "a.sol", "b.sol"]);
  });
});
