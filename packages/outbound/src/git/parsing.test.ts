import { describe, expect, it } from "vitest";
import { parseGitModules, submoduleUrl } from "./gitmodules.ts";
import { findRef, parseRefList } from "./refs.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);

describe("parseGitModules", () => {
  it("reads names, paths and addresses as git writes and people edit them", () => {
    const text = [
      "# dependencies",
      '[submodule "lib/forge-std"]',
      "\tpath = lib/forge-std",
      "\turl = https://github.com/foundry-rs/forge-std # the usual one",
      "\tupdate = !touch /tmp/canary",
      '[SUBMODULE "odd \\"name\\""]\r',
      '  Path = "lib/with space" ; comment\r',
      "  url=../relative.git\r",
      '[submodule "no-url"]',
      "path = lib/no-url",
      "[core]",
      "  url = https://not.a/submodule",
      '[submodule "joined"]',
      "  url = https://example.test/\\",
      "joined",
      "  path = lib/joined/",
    ].join("\n");
    expect(parseGitModules(text)).toEqual([
      { name: "lib/forge-std", path: "lib/forge-std", url: "https://github.com/foundry-rs/forge-std" },
      { name: 'odd "name"', path: "lib/with space", url: "../relative.git" },
      { name: "joined", path: "lib/joined", url: "https://example.test/joined" },
    ]);
  });

  it.each(["", "\0\0\0", "[submodule", '[submodule "x"', "=", "path = lib/x\nurl = https://x", "[".repeat(10_000)])(
    "finds nothing in %j",
    (text) => expect(parseGitModules(text)).toEqual([]),
  );
});

describe("submoduleUrl", () => {
  const parent = "https://example.test/org/vault.git";

  it.each([
    ["https://github.com/a/b", "https://github.com/a/b"],
    ["../library.git", "https://example.test/org/library.git"],
    ["./sub", "https://example.test/org/vault.git/sub"],
    ["../../other/lib", "https://example.test/other/lib"],
    ["./../library", "https://example.test/org/library"],
    ["git@github.com:a/b.git", "https://github.com/a/b.git"],
    ["ssh://git@github.com:22/a/b.git", "https://github.com/a/b.git"],
    ["../../../../above", undefined],
    ["../x/../../y", undefined],
    ["/srv/git/lib", undefined],
    ["file:///srv/git/lib", undefined],
    ["ext::sh -c id", undefined],
    ["git://example.test/lib", undefined],
    ["-oProxyCommand=id", undefined],
    ["C:\\lib", undefined],
    ["", undefined],
  ])("reads %j as %j", (url, expected) => expect(submoduleUrl(url, parent)).toBe(expected));

  it("cannot resolve a relative one without a parent", () => {
    expect(submoduleUrl("../library", undefined)).toBeUndefined();
  });
});

describe("parseRefList", () => {
  it("reads the default branch, branches and peeled tags", () => {
    const text = [
      "ref: refs/heads/main\tHEAD",
      `${a}\tHEAD`,
      `${b}\trefs/heads/feature/x`,
      `${a}\trefs/heads/main`,
      `${b}\trefs/pull/1/head`,
      `${b}\trefs/tags/v1`,
      `${a}\trefs/tags/v1^{}`,
      "nonsense",
      "",
    ].join("\n");
    expect(parseRefList(text)).toEqual({
      defaultBranch: "main",
      head: a,
      branches: [
        { name: "feature/x", commit: b },
        { name: "main", commit: a },
      ],
      tags: [{ name: "v1", commit: a }],
    });
  });

  it("has no default branch when HEAD names one that does not exist", () => {
    expect(parseRefList("ref: refs/heads/gone\tHEAD\n")).toEqual({
      defaultBranch: null,
      head: null,
      branches: [],
      tags: [],
    });
  });
});

describe("findRef", () => {
  const refs = {
    defaultBranch: "main",
    head: a,
    branches: [
      { name: "main", commit: a },
      { name: "both", commit: a },
    ],
    tags: [{ name: "both", commit: b }],
  };

  it("prefers branches, takes full names at their word, and reads ids as commits", () => {
    expect(findRef(refs, undefined)).toMatchObject({ kind: "branch", name: "main" });
    expect(findRef(refs, "both")).toMatchObject({ kind: "branch", fullName: "refs/heads/both" });
    expect(findRef(refs, "refs/tags/both")).toMatchObject({ kind: "tag", commit: b });
    expect(findRef(refs, a)).toEqual({ kind: "commit", name: a });
    expect(findRef({ ...refs, defaultBranch: null }, undefined)).toEqual({ kind: "commit", name: a });
  });

  it.each(["refs/heads/v9", "v9", "main~1", "--help", "abc", "HEAD^{tree}"])("does not know %j", (ref) => {
    expect(() => findRef(refs, ref)).toThrow(expect.objectContaining({ code: "outbound.git-ref-not-found" }));
  });
});
