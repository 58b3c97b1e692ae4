import { describe, expect, it } from "vitest";
import { linesOf, manifestOf } from "./testing.ts";

const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages }, null, 2);

describe("npm", () => {
  it("reads places: who is direct, for development, and the way there; lines are those of the entries", () => {
    const read = manifestOf(
      "package-lock.json",
      lock({
        "": { dependencies: { express: "^4" }, devDependencies: { vitest: "^5" } },
        "node_modules/express": {
          version: "4.18.0",
          license: "MIT",
          integrity: "sha512-x==",
          dependencies: { qs: "6" },
        },
        "node_modules/qs": { version: "6.11.0" },
        "node_modules/vitest": { version: "5.0.0", dev: true, dependencies: { qs: "5" } },
        "node_modules/vitest/node_modules/qs": { version: "5.0.0", dev: true },
        "node_modules/alias": { name: "@scope/real", version: "1.0.0" },
      }),
    );
    expect(linesOf(read)).toEqual([
      "@scope/real 1.0.0",
      "express 4.18.0 direct",
      "qs 5.0.0 dev by vitest 5.0.0",
      "qs 6.11.0 by express 4.18.0",
      "vitest 5.0.0 direct dev",
    ]);
    expect(read.components[1]).toMatchObject({
      purl: "pkg:npm/express@4.18.0",
      licence: "MIT",
      integrity: "sha512-x==",
      line: 12,
    });
    expect(read.components[0]?.purl).toBe("pkg:npm/%40scope/real@1.0.0");
    expect(read.components[1]?.dependsOn).toEqual([3]);
  });

  it("takes the wishes of workspaces as the project's own, and no workspace as a component", () => {
    const read = manifestOf(
      "package-lock.json",
      lock({
        "": { workspaces: ["packages/*"] },
        "packages/a": { name: "a", version: "1.0.0", dependencies: { b: "1", left: "1" } },
        "packages/b": { name: "b", version: "1.0.0", devDependencies: { left: "2" } },
        "node_modules/a": { resolved: "packages/a", link: true },
        "node_modules/b": { resolved: "packages/b", link: true },
        "node_modules/left": { version: "1.0.0" },
        "packages/b/node_modules/left": { version: "2.0.0" },
      }),
    );
    expect(linesOf(read)).toEqual(["left 1.0.0 direct", "left 2.0.0 direct dev"]);
  });

  it("reads version 1, whose package.json tells what is direct", () => {
    const tree = {
      lockfileVersion: 1,
      dependencies: {
        a: { version: "1.0.0", requires: { b: "^1" }, dependencies: { b: { version: "1.5.0" } } },
        b: { version: "2.0.0", dev: true },
        c: { version: "npm:real@3.0.0" },
        g: { version: "git+ssh://git@github.com/o/r.git#0123456789012345678901234567890123456789" },
      },
    };
    const manifest = JSON.stringify({ dependencies: { a: "1", c: "1" }, devDependencies: { b: "2" } });
    const read = manifestOf("package-lock.json", JSON.stringify(tree, null, 2), { "package.json": manifest });
    expect(linesOf(read)).toEqual([
      "a 1.0.0 direct",
      "b 1.5.0 by a 1.0.0",
      "b 2.0.0 direct dev",
      "g -",
      "real 3.0.0 direct",
    ]);
    expect(read.components.map(({ line }) => line)).toEqual([4, 10, 15, 22, 19]);
    expect(read.components[3]).toMatchObject({
      repository: "ssh://github.com/o/r.git",
      commit: "0123456789012345678901234567890123456789",
    });
    expect(linesOf(manifestOf("package-lock.json", JSON.stringify(tree)))[0]).toBe("a 1.0.0 direct");
  });
});

describe("pnpm", () => {
  const read = (text: string) => linesOf(manifestOf("pnpm-lock.yaml", text));

  it("reads version 5", () => {
    const text = `lockfileVersion: 5.4
specifiers: {a: ^1, t: ^2}
dependencies:
  a: 1.10.0
devDependencies:
  t: 2.0.0_a@1.10.0
packages:
  /a/1.10.0:
    resolution: {integrity: sha512-aaaa}
    dependencies: {'@s/b': 1.1.0}
    dev: false
  /@s/b/1.1.0:
    resolution: {integrity: sha512-bbbb}
    dev: false
  /t/2.0.0_a@1.10.0:
    resolution: {integrity: sha512-cccc}
    dependencies: {a: 1.10.0}
    dev: true
`;
    expect(read(text)).toEqual(["@s/b 1.1.0 by a 1.10.0", "a 1.10.0 direct", "t 2.0.0 direct dev"]);
  });

  it("reads version 6", () => {
    const text = `lockfileVersion: '6.0'
importers:
  .:
    dependencies:
      a: {specifier: ^1, version: 1.0.0(p@1.0.0)}
  packages/x:
    devDependencies:
      other:
        specifier: npm:real@^1
        version: /real@1.2.3
packages:
  /a@1.0.0(p@1.0.0):
    resolution: {integrity: sha512-aaaa}
    dependencies:
      p: 1.0.0
  /p@1.0.0:
    resolution: {integrity: sha512-bbbb}
  /real@1.2.3:
    resolution: {integrity: sha512-cccc}
    dev: true
`;
    expect(read(text)).toEqual(["a 1.0.0 direct", "p 1.0.0 by a 1.0.0", "real 1.2.3 direct dev"]);
  });

  it("reads version 9, where packages and snapshots stand apart, and the document that counts", () => {
    const text = `---
lockfileVersion: '9.0'
importers: {.: {configDependencies: {}}}
---
lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a:
        specifier: ^1
        version: 1.0.0(react@18.2.0)
    devDependencies:
      git: {specifier: 'github:u/thing', version: https://codeload.github.com/u/thing/tar.gz/1234567890123456789012345678901234567890}
packages:
  a@1.0.0:
    resolution: {integrity: sha512-x}
  '@s/b@1.1.0':
    resolution: {integrity: sha512-y}
  react@18.2.0:
    resolution: {integrity: sha512-z}
  https://codeload.github.com/u/thing/tar.gz/1234567890123456789012345678901234567890:
    resolution: {tarball: https://codeload.github.com/u/thing/tar.gz/1234567890123456789012345678901234567890}
    name: thing
    version: 0.3.0
snapshots:
  a@1.0.0(react@18.2.0):
    dependencies:
      '@s/b': 1.1.0
      react: 18.2.0
  '@s/b@1.1.0': {}
  react@18.2.0: {}
  https://codeload.github.com/u/thing/tar.gz/1234567890123456789012345678901234567890: {}
`;
    const manifest = manifestOf("pnpm-lock.yaml", text);
    expect(linesOf(manifest)).toEqual([
      "@s/b 1.1.0 by a 1.0.0",
      "a 1.0.0 direct",
      "react 18.2.0 by a 1.0.0",
      "thing 0.3.0 direct dev",
    ]);
    expect(manifest.components[1]).toMatchObject({ line: 15, integrity: "sha512-x" });
    expect(manifest.components[3]).toMatchObject({
      repository: "https://github.com/u/thing",
      commit: "1234567890123456789012345678901234567890",
    });
  });

  it("refuses aliases, which no lock file has", () => {
    const bomb = `lockfileVersion: '9.0'\na: &a [1,1]\nb: &b [*a,*a]\npackages: *b\n`;
    expect(manifestOf("pnpm-lock.yaml", bomb)).toMatchObject({
      components: [],
      notices: [expect.stringMatching(/aliases/)],
    });
  });
});

describe("Yarn", () => {
  it("reads version 1; direct is what the workspaces ask for", () => {
    const text = `# yarn lockfile v1


"@s/b@^1.0.0", "@s/b@~1.1.0":
  version "1.1.0"
  resolved "https://registry.yarnpkg.com/@s/b/-/b-1.1.0.tgz#abc"
  integrity sha512-bbbb

a@^1.0.0:
  version "1.2.0"
  dependencies:
    "@s/b" "^1.0.0"
  optionalDependencies:
    c "2"

c@2:
  version "2.0.0"

"other@npm:real@^1":
  version "1.0.1"

t@^9:
  version "9.0.0"
`;
    const beside = {
      "package.json": JSON.stringify({ workspaces: ["packages/*"], dependencies: { a: "^1.0.0" } }),
      "packages/x/package.json": JSON.stringify({
        devDependencies: { t: "^9" },
        dependencies: { other: "npm:real@^1" },
      }),
      "tools/x/package.json": JSON.stringify({ dependencies: { c: "2" } }),
    };
    const read = manifestOf("yarn.lock", text, beside);
    expect(linesOf(read)).toEqual([
      "@s/b 1.1.0 by a 1.2.0",
      "a 1.2.0 direct",
      "c 2.0.0 by a 1.2.0",
      "real 1.0.1 direct",
      "t 9.0.0 direct dev",
    ]);
    expect(read.components[0]).toMatchObject({ line: 4, integrity: "sha512-bbbb" });
  });

  it("reads later versions, whose workspaces tell what is for development", () => {
    const text = `__metadata:
  version: 8

"a@npm:^1.0.0, a@npm:^1.2.0":
  version: 1.2.0
  resolution: "a@npm:1.2.0"
  dependencies:
    b: "npm:^1"
  checksum: 10c0/00
  languageName: node
  linkType: hard

"b@npm:^1":
  version: 1.10
  resolution: "b@npm:1.10"
  languageName: node
  linkType: hard

"t@patch:t@npm%3A^9#~/p.patch":
  version: 9.0.0
  resolution: "t@patch:t@npm%3A9.0.0#~/p.patch::version=9.0.0&hash=00"
  languageName: node
  linkType: hard

"root@workspace:.":
  version: 0.0.0-use.local
  resolution: "root@workspace:."
  dependencies:
    a: "npm:^1.0.0"
    t: "patch:t@npm%3A^9#~/p.patch"
  languageName: unknown
  linkType: soft
`;
    const beside = { "package.json": JSON.stringify({ dependencies: { a: "^1" }, devDependencies: { t: "^9" } }) };
    const read = manifestOf("yarn.lock", text, beside);
    expect(linesOf(read)).toEqual(["a 1.2.0 direct", "b 1.10 by a 1.2.0", "t 9.0.0 direct dev"]);
    expect(read.components[0]?.line).toBe(4);
  });
});
