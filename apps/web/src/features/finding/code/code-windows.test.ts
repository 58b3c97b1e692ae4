import { describe, expect, it } from "vitest";
import { widened, windowsOf } from "./code-windows.ts";

const place = { path: "src/Vault.sol", startLine: 40, endLine: 42, flow: [] };

describe("windows of a place", () => {
  it("show its lines with some around, and the steps of its flow in their files", () => {
    expect(windowsOf(place)).toMatchObject([{ path: "src/Vault.sol", windows: [{ from: 32, to: 50 }] }]);
    const flow = [
      { path: "src/Token.sol", line: 7, message: "Attacker sends" },
      { path: "src/Vault.sol", line: 100 },
    ];
    const [own, other] = windowsOf({ ...place, flow });
    expect(own?.windows).toEqual([
      { from: 32, to: 50 },
      { from: 97, to: 103 },
    ]);
    expect(own?.notes).toMatchObject([{ line: 100, step: 2 }]);
    expect(other).toMatchObject({ path: "src/Token.sol", notes: [{ line: 7, step: 1, text: "Attacker sends" }] });
  });

  it("become one where they meet, and do not begin before the file", () => {
    expect(
      windowsOf({ ...place, startLine: 3, endLine: 3, flow: [{ path: "src/Vault.sol", line: 16 }] })[0]?.windows,
    ).toEqual([{ from: 1, to: 19 }]);
  });

  it("widen by what is asked for, until they meet", () => {
    const two = [
      { from: 10, to: 20 },
      { from: 60, to: 70 },
    ];
    expect(widened(two, new Map([[0, { above: 20, below: 0 }]]))).toEqual([
      { from: 1, to: 20, first: 0, last: 0 },
      { from: 60, to: 70, first: 1, last: 1 },
    ]);
    expect(widened(two, new Map([[1, { above: 40, below: 5 }]]))).toEqual([{ from: 10, to: 75, first: 0, last: 1 }]);
  });
});
