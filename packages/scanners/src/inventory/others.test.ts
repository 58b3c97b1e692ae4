import { describe, expect, it } from "vitest";
import { inventoryOf, linesOf, manifestOf } from "./testing.ts";

describe("Cargo", () => {
  it("takes what has a source; members and their Cargo.toml tell what is direct and for tests alone", () => {
    const text = `version = 3

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "proptest",
 "rand 0.8.5",
]

[[package]]
name = "rand"
version = "0.7.3"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "rand"
version = "0.8.5"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "34af8d1a0e25924bc5b7c43c079c942339d8f0a8b57c39049bef581b46327404"
dependencies = ["core"]

[[package]]
name = "core"
version = "0.6.4"
source = "git+https://github.com/o/core?rev=abc#0123456789012345678901234567890123456789"

[[package]]
name = "proptest"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["rand 0.7.3 (registry+https://github.com/rust-lang/crates.io-index)"]
`;
    const toml = `[package]\nname = "app"\n[dependencies]\nrand = "0.8"\n[dev-dependencies]\nproptest = "1"\n`;
    const read = manifestOf("Cargo.lock", text, { "Cargo.toml": toml });
    expect(linesOf(read)).toEqual([
      "core 0.6.4 by rand 0.8.5",
      "proptest 1.0.0 direct dev",
      "rand 0.7.3 dev by proptest 1.0.0",
      "rand 0.8.5 direct",
    ]);
    expect(read.components[3]).toMatchObject({ line: 16, purl: "pkg:cargo/rand@0.8.5" });
    expect(read.components[3]?.integrity).toMatch(/^sha256-[A-Za-z0-9+/]{43}=$/);
    expect(read.components[0]).toMatchObject({ repository: "https://github.com/o/core" });
  });
});

describe("Go", () => {
  it("reads go.mod with replacements; a folder in place of a module is the project's own", () => {
    const text = `module example.org/app

go 1.21

require (
\tgithub.com/a/b v1.2.3
\tgolang.org/x/net v0.7.0 // indirect
\texample.org/local v0.0.0
)
require github.com/c/d/v2 v2.0.0+incompatible // a comment

replace github.com/a/b => github.com/fork/b v1.2.4
replace example.org/local => ./local
`;
    const read = manifestOf("go.mod", text);
    expect(linesOf(read)).toEqual([
      "github.com/c/d/v2 v2.0.0+incompatible direct",
      "github.com/fork/b v1.2.4 direct",
      "golang.org/x/net v0.7.0",
    ]);
    expect(read.components.map(({ line, purl }) => [line, purl])).toEqual([
      [10, "pkg:golang/github.com/c/d/v2@v2.0.0%2Bincompatible"],
      [6, "pkg:golang/github.com/fork/b@v1.2.4"],
      [7, "pkg:golang/golang.org/x/net@v0.7.0"],
    ]);
  });

  it("looks into go.sum where go.mod does not name everything", () => {
    const sums = `a.org/x v1.0.0 h1:a=\na.org/x v1.0.0/go.mod h1:b=\na.org/x v1.10.0 h1:c=\na.org/y v2.0.0/go.mod h1:d=\n`;
    const read = manifestOf("go.mod", "module m\ngo 1.16\n", { "go.sum": sums });
    expect(linesOf(read)).toEqual(["a.org/x v1.10.0"]);
    expect(read.notices).toHaveLength(1);
  });
});

describe("Python", () => {
  it("reads requirements: pins, hashes over lines, options, notes of pip-compile", () => {
    const text = `# made by pip-compile
--index-url https://example.org
flask==2.0.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via -r requirements.in
Werkzeug [x] == 2.0.2 ; python_version >= "3.8"
    # via
    #   flask
loose>=1
star==1.*
tool @ git+https://github.com/o/tool@0123456789012345678901234567890123456789
-e git+https://github.com/o/edit.git@v1#egg=edit
./local
`;
    const read = manifestOf("requirements.txt", text);
    expect(linesOf(read)).toEqual([
      "edit - direct",
      "flask 2.0.1 direct",
      "loose - direct",
      "star - direct",
      "tool - direct",
      "werkzeug 2.0.2 by flask 2.0.1",
    ]);
    expect(read.components[4]).toMatchObject({ commit: "0123456789012345678901234567890123456789", line: 12 });
    expect(read.notices).toEqual([expect.stringMatching(/^2 requirements pin no version/)]);
    expect(linesOf(manifestOf("requirements-dev.txt", "pytest==7\n"))).toEqual(["pytest 7 direct dev"]);
    expect(linesOf(manifestOf("requirements/base.txt", "a===1.0\n"))).toEqual(["a 1.0 direct"]);
  });

  it("reads Poetry, with its wishes in pyproject.toml", () => {
    const text = `[[package]]
name = "Requests"
version = "2.25.0"
[package.dependencies]
urllib3 = ">=1.21"

[[package]]
name = "urllib3"
version = "1.26.4"

[[package]]
name = "pytest"
version = "7.0"
groups = ["dev"]

[metadata]
lock-version = "2.0"
`;
    const project = `[tool.poetry.dependencies]\npython = "^3"\nrequests = "*"\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n`;
    expect(linesOf(manifestOf("poetry.lock", text, { "pyproject.toml": project }))).toEqual([
      "pytest 7.0 direct dev",
      "requests 2.25.0 direct",
      "urllib3 1.26.4 by requests 2.25.0",
    ]);
  });

  it("reads Pipenv", () => {
    const text = JSON.stringify(
      {
        _meta: {},
        default: { requests: { version: "==2.25.0" }, idna: { version: "==2.10" } },
        develop: { pytest: { version: "==7" } },
      },
      null,
      4,
    );
    const read = manifestOf("Pipfile.lock", text, {
      Pipfile: `[packages]\nrequests = "*"\n[dev-packages]\npytest = "*"\n`,
    });
    expect(linesOf(read)).toEqual(["idna 2.10", "pytest 7 direct dev", "requests 2.25.0 direct"]);
    expect(read.components[2]?.line).toBe(4);
  });

  it("reads uv", () => {
    const text = `version = 1

[[package]]
name = "app"
version = "0.1.0"
source = { editable = "." }
dependencies = [{ name = "httpx" }]
[package.dev-dependencies]
dev = [{ name = "ruff" }]

[[package]]
name = "httpx"
version = "0.27.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "idna", version = "3.7", marker = "python_version < '4'" }]

[[package]]
name = "idna"
version = "3.7"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "ruff"
version = "0.5.0"
source = { registry = "https://pypi.org/simple" }
`;
    const read = manifestOf("uv.lock", text);
    expect(linesOf(read)).toEqual(["httpx 0.27.0 direct", "idna 3.7 by httpx 0.27.0", "ruff 0.5.0 direct dev"]);
    expect(read.components[0]).toMatchObject({ line: 11, purl: "pkg:pypi/httpx@0.27.0" });
  });
});

describe("Solidity", () => {
  it("reads Soldeer, or what foundry.toml asks of it", () => {
    const text = `[[dependencies]]
name = "@openzeppelin-contracts"
version = "4.9.2"
url = "https://example.org/x.zip"
checksum = "34af8d1a0e25924bc5b7c43c079c942339d8f0a8b57c39049bef581b46327404"

[[dependencies]]
name = "solady"
version = "0.0.281"
git = "https://github.com/Vectorized/solady.git"
rev = "513f581675374706dbe947284d6b12d19ce35a2a"
`;
    const read = manifestOf("soldeer.lock", text, { "foundry.toml": `[dependencies]\nother = "1"\n` });
    expect(linesOf(read)).toEqual(["@openzeppelin-contracts 4.9.2 direct", "solady 0.0.281 direct"]);
    expect(read.components[1]).toMatchObject({ repository: "https://github.com/Vectorized/solady.git", line: 7 });
    const wishes = manifestOf(
      "foundry.toml",
      `[profile.default]\nsrc = "src"\n[dependencies]\nforge-std = "1.9.2"\nx = { version = "2.0.0", url = "https://example.org" }\n`,
    );
    expect(linesOf(wishes)).toEqual(["forge-std 1.9.2 direct", "x 2.0.0 direct"]);
    expect(inventoryOf({ "foundry.toml": "[profile.default]\n" })).toEqual([]);
  });

  it("reads submodules: what git told, what they say of themselves, and whose they are", () => {
    const commit = "0123456789012345678901234567890123456789";
    const files = {
      ".gitmodules": `[submodule "lib/oz"]\n\tpath = lib/oz\n\turl = https://user:secret@github.com/OpenZeppelin/openzeppelin-contracts.git\n[submodule "lib/forge-std"]\n\tpath = lib/forge-std\n\turl = https://github.com/foundry-rs/forge-std\n\tbranch = v1.9.4\n[submodule "x"]\n\tpath = ../../etc\n\turl = https://example.org/x\n`,
      "foundry.toml": "",
      "foundry.lock": JSON.stringify({ "lib/forge-std": { tag: { name: "v1.9.5", rev: commit } } }),
      "lib/oz/package.json": JSON.stringify({ name: "openzeppelin-solidity", version: "4.9.2" }),
      "lib/oz/package-lock.json": JSON.stringify({ lockfileVersion: 3, packages: {} }),
      "lib/oz/.gitmodules": `[submodule "lib/erc4626"]\npath = lib/erc4626\nurl = https://github.com/a16z/erc4626-tests\n`,
      "remappings.txt": "@openzeppelin/contracts/=lib/oz/contracts/\nother/=lib/oz/\n",
    };
    const read = inventoryOf(files, {
      submodules: [{ path: "lib/oz", url: "", commit }],
      dependencyPaths: ["lib"],
    });
    expect(read.map(({ path }) => path)).toEqual([".gitmodules"]);
    const [manifest] = read;
    expect(manifest === undefined ? [] : linesOf(manifest)).toEqual([
      "OpenZeppelin/openzeppelin-contracts 4.9.2 direct",
      "a16z/erc4626-tests - by OpenZeppelin/openzeppelin-contracts 4.9.2",
      "foundry-rs/forge-std 1.9.5 direct",
    ]);
    expect(manifest?.components[0]).toMatchObject({
      purl: "pkg:github/openzeppelin/openzeppelin-contracts@4.9.2",
      repository: "https://github.com/OpenZeppelin/openzeppelin-contracts.git",
      knownAs: ["@openzeppelin/contracts"],
      commit,
      line: 1,
    });
    expect(manifest?.components[2]).toMatchObject({ commit, line: 4 });
  });

  it("reads library folders that lie in the repository itself", () => {
    const manifest = JSON.stringify({
      name: "openzeppelin-solidity",
      version: "4.9.2",
      license: "MIT",
      repository: { type: "git", url: "https://github.com/OpenZeppelin/openzeppelin-contracts.git" },
    });
    const [read, ...more] = inventoryOf(
      { "foundry.toml": "", "lib/oz/package.json": manifest, "src/lib/x/package.json": "{}" },
      { dependencyPaths: ["lib"] },
    );
    expect(more).toEqual([]);
    expect(read).toMatchObject({
      kind: "libraries",
      components: [{ name: "openzeppelin-solidity", version: "4.9.2", licence: "MIT", direct: true }],
    });
  });
});
