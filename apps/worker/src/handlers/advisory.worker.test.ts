import { ListComponents } from "@redoubt/domain/advisory";
import { getInventory, listComponents, requestInventory } from "@redoubt/domain/advisory/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import { takeInventory } from "./advisory.ts";

const scope = { organization: "xx", project: "xx" };
let bench: HandlerBench;

beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

/** Asks for the inventory of a new revision and runs its job. */
async function inventoryOf(files: Readonly<Record<string, string>>, signal?: AbortSignal) {
  const { deps, test } = bench;
  const number = await bench.commit(files);
  const { rows } = await test.owner.query("SELECT id FROM revision WHERE number = $1", [number]);
  await requestInventory(deps, rows[0].id);
  const found = await test.owner.query("SELECT id FROM inventory WHERE revision_id = $1", [rows[0].id]);
  await takeInventory.run(bench.context(found.rows[0].id, signal === undefined ? {} : { signal }));
  const { inventory } = await getInventory(deps, { ...scope, revision: number });
  const components = await listComponents(deps, ListComponents.parse({ ...scope, revision: number, limit: 200 }));
  return {
    inventory,
    lines: components.items.map(({ name, version, path, line }) => `${name} ${version} ${path}:${line}`),
  };
}

describe("reading the lock files of a revision", () => {
  it("stores components of every kind of lock file, with their lines", async () => {
    const { inventory, lines } = await inventoryOf({
      "src/Vault.sol": "contract Vault {}",
      "package-lock.json": JSON.stringify(
        { lockfileVersion: 3, packages: { "": { dependencies: { a: "1" } }, "node_modules/a": { version: "1.0.0" } } },
        null,
        2,
      ),
      "web/yarn.lock": `# yarn lockfile v1\n\nb@^1:\n  version "1.2.0"\n`,
      "web/package.json": JSON.stringify({ devDependencies: { b: "^1" } }),
      "tools/Cargo.lock": `version = 3\n[[package]]\nname = "c"\nversion = "1.0.0"\nsource = "registry+x"\n`,
      "broken/package-lock.json": "{",
      "node_modules/x/package-lock.json": "{}",
    });
    expect(inventory).toMatchObject({ state: "ready", components: 3, direct: 3, development: 1, notices: [] });
    expect(lines).toEqual(["a 1.0.0 package-lock.json:9", "b 1.2.0 web/yarn.lock:3", "c 1.0.0 tools/Cargo.lock:2"]);
    expect(inventory?.manifests.find(({ path }) => path === "broken/package-lock.json")?.notices).toHaveLength(1);
  });

  it("is ready without components where there is no lock file", async () => {
    const { inventory, lines } = await inventoryOf({ "src/A.sol": "contract A {}" });
    expect(inventory).toMatchObject({ state: "ready", components: 0, manifests: [] });
    expect(lines).toEqual([]);
  });

  it("gives the attempt back when the worker ends", async () => {
    const { inventory } = await inventoryOf({ "package-lock.json": "{}" }, AbortSignal.abort(new Error("shutdown")));
    expect(inventory?.state).toBe("queued");
  });
});
