import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCodeFacts } from "./code-facts.ts";

const EXAMPLE = join(import.meta.dirname, "../../../../examples/meridian-vault/v1.0.0");
const files = readdirSync(EXAMPLE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:sol|ts|json|yml)$/.test(entry.name))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name).slice(EXAMPLE.length + 1);
    return { path, text: readFileSync(join(EXAMPLE, path), "utf8") };
  });

describe("facts of the demo's code", async () => {
  const facts = await readCodeFacts(files);
  const of = (name: string) => facts.contracts.find((contract) => contract.name === name);

  it("names its contracts, without tests, mocks and scripts", () => {
    expect(facts.contracts.map((contract) => contract.name)).toEqual(
      expect.arrayContaining([
        "MeridianVault",
        "MeridianOracle",
        "MeridianGovernor",
        "MeridianTimelock",
        "MeridianToken",
      ]),
    );
    expect(facts.contracts.filter(({ path }) => /^(?:test|script)\//.test(path))).toEqual([]);
  });

  it("sees what its threats rest on", () => {
    expect(of("MeridianOracle")?.attributes).toMatchObject({ "spot-price": true, "external-feed": true });
    expect(of("MeridianVault")?.attributes).toMatchObject({
      "holds-funds": true,
      upgradeable: true,
      lending: true,
      "open-setters": true,
    });
    expect(of("MeridianTimelock")?.attributes).toMatchObject({ "changeable-delay": true });
    expect(of("MeridianVault")?.functions.map((each) => each.name)).toContain("withdrawCollateral");
  });

  it("finds the keeper as a service that holds a key", () => {
    expect(facts.places).toMatchObject([{ kind: "service", name: "Keeper", attributes: { "holds-keys": true } }]);
  });

  it("answers nothing for nothing, and survives what does not parse", async () => {
    expect(await readCodeFacts([])).toEqual({ contracts: [], places: [], dependencies: [] });
    const broken = [
      { path: "a.sol", text: "contract A { function" },
      { path: "package.json", text: "{" },
    ];
    expect((await readCodeFacts(broken)).places).toEqual([]);
  });

  it("stops between two files when it is told to", async () => {
    const stop = new AbortController();
    const reading = readCodeFacts(files, stop.signal);
    stop.abort(new Error("cancelled"));
    await expect(reading).rejects.toThrow("cancelled");
  });
});
