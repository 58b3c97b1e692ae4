import fc from "fast-check";
import { expect, it } from "vitest";
import { type TestedThreat, threatExample, threatTestStub } from "./threat-test.ts";

const threat = (over: Partial<TestedThreat> = {}): TestedThreat => ({
  ...{ number: 3, statement: "Somebody moves the price", slots: {}, elements: [{ name: "Oracle" }], controls: [] },
  code: [{ path: "src/Oracle.sol", container: "Oracle", callable: "price" }],
  ...over,
});

it("says what is there, what is tried and what must hold", () => {
  expect(threatExample(threat())).toEqual({
    given: "Oracle as deployed",
    when: "Somebody moves the price",
    expect: "nothing is lost",
  });
  const slots = {
    source: "a borrower",
    prerequisites: "a thin pool",
    action: "trades and borrows",
    impact: "bad debt",
  };
  const controls = [
    { number: 5, name: "cap", isVoid: false },
    { number: 6, name: "unread source", isVoid: true },
  ];
  expect(threatExample(threat({ slots, controls }))).toEqual({
    ...{ given: "a thin pool", when: "a borrower trades and borrows" },
    expect: "C-5 cap holds, and there is no bad debt",
  });
});

it("stays code that fails, whatever the words are", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ maxLength: 80 }), (statement, name) => {
      const stub = threatTestStub(threat({ statement, elements: [{ name }], slots: { impact: statement } }));
      const code = stub.split("\n").filter((line) => !line.trimStart().startsWith("//"));
      expect(code.join("\n")).toBe(
        threatTestStub(threat())
          .split("\n")
          .filter((line) => !line.trimStart().startsWith("//"))
          .join("\n"),
      );
      expect(stub).toContain('revert("T-3: the test is not written yet");');
    }),
  );
});
