import { describe, expect, it } from "vitest";
import { NamedPlaces } from "./named-places.ts";

const VAULT = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Vault {
    uint256 public total;

    function deposit(uint256 amount) external {
        total += amount;
    }

    function withdraw(uint256 amount) external {
        total -= amount;
        (bool ok, ) = msg.sender.call{value: amount}("");
        require(ok);
    }
}

library Shares {
    function round(uint256 a) internal pure returns (uint256) {
        return a;
    }
}
`;
const SOURCES: Readonly<Record<string, string>> = {
  "src/Vault.sol": VAULT,
  "src/old/Vault.sol": "contract OldVault { function sweep() external { revert(); } }",
  "src/Pool.sol": "contract Pool { function deposit(uint256 a) external returns (uint256) { return a; } }",
  "lib/oz/src/Token.sol": "contract Token { function burn() external { revert(); } }",
  "apps/web/session.ts": "export class Session {\n  close(): void {\n    this.ended = true;\n  }\n}\n",
  "README.md": "# Vault",
};
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const places = (over: { commit?: string | null } = {}) =>
  new NamedPlaces({
    number: 7,
    commit: over.commit === undefined ? COMMIT : over.commit,
    files: Object.keys(SOURCES),
    dependencyPaths: ["lib/oz"],
    readFile: async (path) => SOURCES[path],
  });
const place = (hints: Parameters<NamedPlaces["place"]>[0]["hints"], commit: string | null = null) =>
  places().place({ hints, commit });

describe("what a document names", () => {
  it("is found by its lines when they are of this very commit", async () => {
    const hint = { path: "src/Vault.sol", startLine: 12, endLine: 13 };
    expect(await place([{ ...hint, commit: COMMIT.slice(0, 10) }])).toEqual({
      ...{ kind: "found", ...hint, container: "Vault", callable: "withdraw" },
      words: "The lines are those of commit 0123456, which the document is about.",
    });
    expect(await place([hint], COMMIT)).toMatchObject({ kind: "found", startLine: 12, callable: "withdraw" });
  });

  it("is found by the function that it names when the lines are of another commit", async () => {
    const hints = [
      { path: "contracts/src/Vault.sol", startLine: 300, commit: "ffffffff" },
      { container: "Vault", callable: "withdraw" },
    ];
    expect(await place(hints)).toMatchObject({
      kind: "found",
      path: "src/Vault.sol",
      startLine: 11,
      endLine: 15,
      callable: "withdraw",
    });
    expect(await place([{ path: "src/Pool.sol", startLine: 300 }])).toEqual({
      ...{ kind: "found", path: "src/Pool.sol", words: "The file is there. Line 300 is of another commit." },
    });
    expect(
      await places({ commit: null }).place({
        hints: [{ path: "src/Pool.sol", startLine: 1, commit: COMMIT }],
        commit: COMMIT,
      }),
    ).not.toHaveProperty("startLine");
  });

  it("is found without a file where a name stands once in own code, and not where it stands twice or in code of others", async () => {
    expect(await place([{ callable: "withdraw" }])).toMatchObject({
      kind: "found",
      path: "src/Vault.sol",
      startLine: 11,
    });
    expect(await place([{ container: "Pool", callable: "deposit" }])).toMatchObject({
      path: "src/Pool.sol",
      callable: "deposit",
    });
    expect(await place([{ callable: "deposit" }])).toEqual({ kind: "gone", words: "deposit is not in revision 7." });
    expect(await place([{ callable: "burn" }])).toMatchObject({ kind: "gone" });
    expect(await place([{ container: "Shares" }])).toMatchObject({
      kind: "found",
      path: "src/Vault.sol",
      container: "Shares",
    });
    expect(await place([{ callable: "close" }])).toMatchObject({
      kind: "found",
      path: "apps/web/session.ts",
      container: "Session",
    });
  });

  it("is gone when neither file nor function is there, and unnamed when it names nothing", async () => {
    expect(await place([{ path: "src/Treasury.sol", startLine: 3 }])).toEqual({
      kind: "gone",
      words: "src/Treasury.sol is not in revision 7.",
    });
    expect(await place([])).toMatchObject({ kind: "unnamed" });
  });

  it("is not guessed between files of one name", async () => {
    expect(await place([{ path: "Vault.sol", startLine: 3 }])).toMatchObject({ kind: "gone" });
    expect(await place([{ path: "old/Vault.sol" }])).toMatchObject({ kind: "found", path: "src/old/Vault.sol" });
    expect(await place([{ path: "Token.sol" }])).toMatchObject({ kind: "found", path: "lib/oz/src/Token.sol" });
    expect(await place([{ path: "../../etc/passwd.sol" }])).toMatchObject({ kind: "gone" });
  });

  it("does no harm when files cannot be read", async () => {
    const broken = new NamedPlaces({
      number: 1,
      commit: null,
      files: ["a.sol"],
      dependencyPaths: [],
      readFile: () => Promise.reject(new Error("no")),
    });
    expect(
      await broken.place({ hints: [{ path: "a.sol", startLine: 2 }, { callable: "f" }], commit: null }),
    ).toMatchObject({ kind: "found", path: "a.sol" });
  });
});
