import { afterAll, describe, expect, it } from "vitest";
import { readPowers } from "./read-powers.ts";
import { makeTree, testCompilers, workingSandbox } from "./testing.ts";

const HEADER = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n";
const VAULT = `${HEADER}import {Owned} from "./Owned.sol";
contract Vault is Owned {
    address public feed;
    function setFeed(address next) external onlyOwner { feed = next; }
}
`;
const OWNED = `${HEADER}abstract contract Owned {
    address public owner = msg.sender;
    modifier onlyOwner() { require(msg.sender == owner); _; }
    function give(address next) external onlyOwner { owner = next; }
}
`;
const sandbox = await workingSandbox();

describe.skipIf(sandbox === undefined)("readPowers", () => {
  const tree = makeTree({
    "contracts/foundry.toml": "[profile.default]\n",
    "contracts/src/Vault.sol": VAULT,
    "contracts/src/Owned.sol": OWNED,
    "contracts/test/Vault.t.sol": `${HEADER}contract VaultTest { address owner; function take() external { require(msg.sender == owner); owner = address(0); } }\n`,
    "broken/foundry.toml": "[profile.default]\n",
    "broken/src/Broken.sol": `${HEADER}contract Broken { nonsense }\n`,
  });
  afterAll(() => tree.remove());

  it("builds each root in the jail, and names the one that does not compile", async () => {
    if (sandbox === undefined) throw new Error("no jail");
    const { powers, roots } = await readPowers(tree.folder, { sandbox, compilerStore: testCompilers });
    expect(powers.map(({ key, path, functions }) => [key, path, functions])).toEqual([
      [
        "Vault:oracle:owner",
        "contracts/src/Vault.sol",
        [{ name: "setFeed", path: "contracts/src/Vault.sol", line: 6 }],
      ],
      [
        "Vault:hand-over:owner",
        "contracts/src/Vault.sol",
        [{ name: "give", path: "contracts/src/Owned.sol", line: 6 }],
      ],
    ]);
    expect(roots.map(({ path, powers: count }) => [path, count])).toEqual([
      ["broken", 0],
      ["contracts", 2],
    ]);
    expect(roots[0]?.reason).toMatch(/^Error/);
    expect(roots[1]?.reason).toBeNull();
  });

  it("stops when it is told to", async () => {
    if (sandbox === undefined) throw new Error("no jail");
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(readPowers(tree.folder, { sandbox, compilerStore: testCompilers, signal })).rejects.toThrow("stopped");
  });
});
