import { type TestedThreat, threatTestStub } from "@redoubt/domain/threat-model";
import { afterAll, describe, expect, it } from "vitest";
import { runPocs } from "./run-poc.ts";
import { makeTree, testCompilers, workingSandbox } from "./testing.ts";

const sandbox = await workingSandbox();

const THREAT: TestedThreat = {
  ...{ number: 3, statement: "A borrower moves the price and borrows at it", slots: { impact: "bad debt" } },
  elements: [{ name: "Oracle" }],
  controls: [{ number: 5, name: "Deviation bound", isVoid: false }],
  code: [{ path: "src/Oracle.sol", container: "Oracle", callable: "price" }],
};

/** Words that would be code, if they could leave their line. */
const HOSTILE: TestedThreat = {
  ...THREAT,
  number: 4,
  statement: "*/ } contract Evil { function test_evil() public {} \n function test_x() public {} // \u2028 \u202E {{",
  slots: { source: "\r\nrevert();", action: 'hex"00"', prerequisites: "unicode\u0085next", impact: "`${1}`" },
  elements: [{ name: "\n}\n" }],
  code: [{ path: "src/a\nimport 'x';.sol", container: "Or\racle", callable: "*/" }],
};

const stub = (threat: TestedThreat) => ({
  id: `T-${threat.number}`,
  fileName: `T${threat.number}.t.sol`,
  content: threatTestStub(threat),
});

describe.skipIf(sandbox === undefined)("the test that a threat is written down as", () => {
  const tree = makeTree({
    "foundry.toml": "[profile.default]\n",
    "src/Oracle.sol":
      "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract Oracle { function price() external pure returns (uint256) { return 1; } }\n",
    // As much of forge-std as the stub asks for: the contract by its name, at its place.
    "lib/forge-std/src/Test.sol":
      "// SPDX-License-Identifier: MIT\npragma solidity >=0.6.2;\nabstract contract Test { bool public IS_TEST = true; }\n",
  });
  afterAll(tree.remove);

  it("compiles as it is, whatever its words are, and fails until somebody writes it", async () => {
    if (sandbox === undefined) throw new Error("no jail");
    const written = {
      ...stub(THREAT),
      ...{ id: "written", fileName: "Written.t.sol" },
      content: threatTestStub(THREAT).replace(/revert\("[^"]*"\);/, "assert(true);"),
    };
    const outcomes = await runPocs([stub(THREAT), stub(HOSTILE), written], {
      ...{ folder: tree.folder, rootPath: "", sandbox, compilerStore: testCompilers },
    });
    for (const number of [3, 4]) {
      expect(outcomes.get(`T-${number}`)).toMatchObject({
        verdict: "does-not-reproduce",
        reason: `test_T${number}(): T-${number}: the test is not written yet`,
        tests: [{ name: `test_T${number}()`, passed: false }],
      });
    }
    expect(outcomes.get("written")).toMatchObject({ verdict: "reproduces", tests: [{ passed: true }] });
  });
});
