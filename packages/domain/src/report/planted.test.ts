import { describe, expect, it } from "vitest";
import { isPlantedIn, isSighting, PlantedWeakness, type Sighting } from "./planted.ts";

const weakness = PlantedWeakness.parse({
  id: "W9",
  title: "Claim digest without chain and nonce",
  file: "src/Rewards.sol",
  function: "claim",
  alsoAt: [{ file: "src/MeridianRewards.sol", function: "claim" }],
  cwe: ["CWE-294"],
  severity: "high",
  blind: false,
  planted: { "v1.0.0": "present", "v1.1.0": "partial", "v1.2.0": "fixed", council: "absent" },
});

function sighting(over: Partial<Sighting> = {}): Sighting {
  return { finding: 1, scanner: "redoubt", path: "src/Rewards.sol", callable: "claim", cwe: ["CWE-294"], ...over };
}

describe("isSighting", () => {
  it.each([
    ["the same place and class", {}],
    ["a signature in place of a name", { callable: "claim(address,uint256)" }],
    ["a name with its contract", { callable: "Rewards.claim" }],
    ["another place of the same weakness", { path: "src/MeridianRewards.sol" }],
    ["a tool that names no function", { callable: null }],
    ["one common class among several", { cwe: ["CWE-1", "CWE-294"] }],
  ])("takes %s", (_what, over) => {
    expect(isSighting(weakness, sighting(over))).toBe(true);
  });

  it.each([
    ["another file", { path: "src/Vault.sol" }],
    ["a file of the same name elsewhere", { path: "test/Rewards.sol" }],
    ["no file", { path: null }],
    ["another function of the file", { callable: "setSigner" }],
    ["another class at the same place", { cwe: ["CWE-252"] }],
    ["a tool that names no class", { cwe: [] }],
  ])("refuses %s", (_what, over) => {
    expect(isSighting(weakness, sighting(over))).toBe(false);
  });

  it("takes any function where the weakness is in none", () => {
    const anywhere = { ...weakness, function: "", alsoAt: [] };
    expect(isSighting(anywhere, sighting({ callable: "setSigner" }))).toBe(true);
  });
});

describe("isPlantedIn", () => {
  it.each([
    [["v1.0.0"], true],
    [["v1.1.0", "main"], true],
    [["v1.2.0", "main"], false],
    [["council"], false],
    [["main"], true],
    [[], true],
  ])("%j: %s", (names, expected) => {
    expect(isPlantedIn(weakness, names)).toBe(expected);
  });
});
