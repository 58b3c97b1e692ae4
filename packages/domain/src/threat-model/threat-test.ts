import type { ThreatSlots } from "./model.ts";

/** What a test of a threat is written from. */
export interface TestedThreat {
  readonly number: number;
  readonly statement: string;
  readonly slots: ThreatSlots;
  readonly elements: readonly { readonly name: string }[];
  readonly controls: readonly { readonly number: number; readonly name: string; readonly isVoid: boolean }[];
  readonly code: readonly {
    readonly path: string;
    readonly container: string | null;
    readonly callable: string | null;
  }[];
}

/** A threat as an example that a test can show: what is there, what is tried, what must hold. */
export interface ThreatExample {
  readonly given: string;
  readonly when: string;
  readonly expect: string;
}

/** Given, when and then of a threat: from its slots where they are filled, else from where it stands and what answers it. */
export function threatExample({ statement, slots, elements, controls }: TestedThreat): ThreatExample {
  const names = elements.map(({ name }) => name).join(", ");
  const counting = controls.filter(({ isVoid }) => !isVoid).map(({ number, name }) => `C-${number} ${name}`);
  const tried = [slots.source, slots.action].filter((part) => part !== undefined && part !== "").join(" ");
  const assets = slots.assets?.join(", ") ?? "";
  return {
    given: slots.prerequisites ?? (names === "" ? "the system as it is deployed" : `${names} as deployed`),
    when: tried === "" ? statement : tried,
    expect:
      counting.length > 0
        ? `${counting.join(" and ")} ${counting.length === 1 ? "holds" : "hold"}${slots.impact === undefined ? "" : `, and there is no ${slots.impact}`}`
        : slots.impact === undefined
          ? `nothing is lost${assets === "" ? "" : ` of ${assets}`}`
          : `there is no ${slots.impact}`,
  };
}

const LINE = 200;

/**
 * A forge-std test that compiles and fails until it is written. Texts of the threat stand in comments of one line, in
 * plain characters, so that nothing of them can become code.
 */
export function threatTestStub(threat: TestedThreat): string {
  const { number, statement, code } = threat;
  const { given, when, expect } = threatExample(threat);
  const places = code
    .slice(0, 8)
    .map(({ path, container, callable }) => {
      const within = [container, callable].filter((part) => part !== null).join(".");
      return `// ${plain(path)}${within === "" ? "" : ` ${plain(within)}`}\n`;
    })
    .join("");
  return `// SPDX-License-Identifier: UNLICENSED
pragma solidity >=0.8.0;

import {Test} from "forge-std/Test.sol";

// T-${number}: ${plain(statement)}
${places}contract T${number}Test is Test {
    function setUp() public {
        // Given ${plain(given)}.
    }

    function test_T${number}() public {
        // When ${plain(when)}.
        // Then ${plain(expect)}.
        // Take the control out once: a test that nobody has seen fail proves nothing.
        revert("T-${number}: the test is not written yet");
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
