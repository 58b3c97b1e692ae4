import { FoundManifest, INVENTORY_LIMITS } from "@redoubt/domain/advisory";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inventoryOf, KINDS_BY_FILE, linesOf, manifestOf } from "./testing.ts";

const FILES = Object.keys(KINDS_BY_FILE);

describe("what lock files may hold", () => {
  it.each(FILES)("%s: whatever it is, it is read or named, within bounds, without a throw", (file) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        for (const read of inventoryOf({ [file]: text })) FoundManifest.parse(read);
      }),
      { numRuns: 150 },
    );
  });

  it.each(["package-lock.json", "Pipfile.lock"])("%s: any JSON", (file) => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        for (const read of inventoryOf({ [file]: text })) FoundManifest.parse(read);
      }),
      { numRuns: 200 },
    );
  });

  it.each(FILES)(
    "%s: empty, cut, NUL, a million brackets",
    (file) => {
      const samples = [
        "",
        "\0",
        "[".repeat(100_000),
        "{".repeat(100_000),
        '{"a":'.repeat(50_000),
        "- ".repeat(50_000),
        "[[package]]\n".repeat(50_000),
      ];
      for (const text of samples) for (const read of inventoryOf({ [file]: text })) FoundManifest.parse(read);
    },
    300_000,
  );

  it("keeps names of the prototype chain as names, and reaches nothing by them", () => {
    const places = `{"": {"dependencies": {"__proto__": "1", "constructor": "1"}},
      "node_modules/__proto__": {"version": "1.0.0", "dependencies": {"toString": "1"}},
      "node_modules/constructor": {"version": "2.0.0"}, "node_modules/toString": {"version": "3.0.0"}}`;
    const read = manifestOf("package-lock.json", `{"lockfileVersion": 3, "packages": ${places}}`);
    expect(linesOf(read)).toEqual([
      "__proto__ 1.0.0 direct",
      "constructor 2.0.0 direct",
      "toString 3.0.0 by __proto__ 1.0.0",
    ]);
    const yaml =
      "lockfileVersion: '9.0'\nimporters: {.: {dependencies: {__proto__: {version: 1.0.0}}}}\npackages: {__proto__@1.0.0: {}}\n";
    expect(linesOf(manifestOf("pnpm-lock.yaml", yaml))).toEqual(["__proto__ 1.0.0 direct"]);
    const toml = 'version = 3\n[[package]]\nname = "__proto__"\nversion = "1.0.0"\nsource = "registry+x"\n';
    expect(linesOf(manifestOf("Cargo.lock", toml))).toEqual(["__proto__ 1.0.0 direct"]);
    expect(({} as Record<string, unknown>).version).toBeUndefined();
  });

  it("leaves control signs and lone surrogates out of names", () => {
    const text = JSON.stringify({
      lockfileVersion: 3,
      packages: { "node_modules/a\u0000\u202e\ud800": { version: "1\n2" } },
    });
    expect(manifestOf("package-lock.json", text).components).toMatchObject([{ name: "a\u202e\ufffd", version: "12" }]);
    expect(
      linesOf(
        manifestOf(
          "package-lock.json",
          JSON.stringify({ lockfileVersion: 3, packages: { "node_modules/": { version: "1" } } }),
        ),
      ),
    ).toEqual([]);
  });

  it("ends circles", () => {
    const text = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "": { dependencies: { a: "1" } },
        "node_modules/a": { version: "1.0.0", dependencies: { b: "1" } },
        "node_modules/b": { version: "1.0.0", dependencies: { a: "1", b: "1" } },
      },
    });
    expect(linesOf(manifestOf("package-lock.json", text))).toEqual(["a 1.0.0 direct", "b 1.0.0 by a 1.0.0"]);
  });

  it("reads ten thousand packages, says what is beyond twenty thousand, and keeps ways short", () => {
    const entries = Array.from(
      { length: INVENTORY_LIMITS.componentsPerManifest + 50 },
      (_each, at): [string, object] => [
        `node_modules/p${at}`,
        { version: "1.0.0", dependencies: { [`p${at + 1}`]: "1" } },
      ],
    );
    const lock = {
      lockfileVersion: 3,
      packages: Object.fromEntries([["", { dependencies: { p0: "1" } }], ...entries]),
    };
    const read = manifestOf("package-lock.json", JSON.stringify(lock));
    expect(read.components).toHaveLength(INVENTORY_LIMITS.componentsPerManifest);
    expect(read.notices).toEqual([expect.stringMatching(/50 were left out/)]);
    expect(Math.max(...read.components.map(({ way }) => way.length))).toBe(INVENTORY_LIMITS.way);
  });

  it("gives the same list whatever the order of the entries", () => {
    const name = fc.constantFrom("a", "b", "c", "d", "@s/e");
    const entry = fc.record({
      version: fc.constantFrom("1.0.0", "2.0.0"),
      dependencies: fc.dictionary(name, fc.constant("1")),
    });
    fc.assert(
      fc.property(fc.dictionary(name, entry), fc.dictionary(name, fc.constant("1")), (packages, wishes) => {
        const places = Object.entries(packages).map(([key, value]): [string, object] => [`node_modules/${key}`, value]);
        const lockOf = (all: [string, object][]) =>
          JSON.stringify({
            lockfileVersion: 3,
            packages: Object.fromEntries([["", { dependencies: wishes }], ...all]),
          });
        const plain = (text: string) =>
          manifestOf("package-lock.json", text).components.map(({ line: _line, ...each }) => ({
            ...each,
            way: each.way.length,
          }));
        expect(plain(lockOf(places.toReversed()))).toEqual(plain(lockOf(places)));
      }),
      { numRuns: 100 },
    );
  });

  it("reaches every dependency of what it reaches", () => {
    const name = fc.constantFrom("a", "b", "c", "d");
    const entry = fc.record({ version: fc.constant("1.0.0"), dependencies: fc.dictionary(name, fc.constant("1")) });
    fc.assert(
      fc.property(fc.dictionary(name, entry), (packages) => {
        const places = Object.entries(packages).map(([key, value]): [string, object] => [`node_modules/${key}`, value]);
        const lock = {
          lockfileVersion: 3,
          packages: Object.fromEntries([["", { dependencies: { a: "1" } }], ...places]),
        };
        const { components } = manifestOf("package-lock.json", JSON.stringify(lock));
        for (const each of components) {
          const known = each.direct || each.way.length > 0;
          for (const to of each.dependsOn) {
            const next = components[to];
            if (known) expect(next?.direct === true || (next?.way.length ?? 0) > 0).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
