/** What a stub is written for. */
export interface StubFinding {
  readonly number: number;
  readonly title: string;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
}

/** Characters of a line of the comment. */
const LINE = 200;

/**
 * A forge-std test that compiles and fails, to be filled in: it passes when the weakness is there. Text of the finding
 * stands in comments of one line, in plain characters, so that nothing of it can become code.
 */
export function pocStub(finding: StubFinding): string {
  const { number, title, path, startLine, container, callable } = finding;
  const place = path === null ? "" : `${path}${startLine === null ? "" : `:${startLine}`}`;
  const within = [container, callable].filter((part) => part !== null).join(".");
  return `// SPDX-License-Identifier: UNLICENSED
pragma solidity >=0.8.0;

import {Test} from "forge-std/Test.sol";

// F-${number}: ${plain(title)}
${place === "" ? "" : `// ${plain(place)}${within === "" ? "" : ` in ${plain(within)}`}\n`}contract F${number}Test is Test {
    function setUp() public {
        // Deploy what is attacked, with the state that the attack needs.
    }

    function test_F${number}() public {
        // Attack, then assert what must not be possible: this test passes when the weakness is there.
        revert("F-${number}: the exploit is not written yet");
    }
}
`;
}

/** One line of printable ASCII. */
function plain(text: string): string {
  return text
    .replaceAll(/[^ -~]+/g, " ")
    .trim()
    .slice(0, LINE);
}
