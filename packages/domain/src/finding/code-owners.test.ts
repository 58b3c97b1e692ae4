import { describe, expect, it } from "vitest";
import { ownersOf, parseCodeOwners } from "./code-owners.ts";

const github = (text: string) => parseCodeOwners({ place: ".github/CODEOWNERS", text });
const gitlab = (text: string) => parseCodeOwners({ place: ".gitlab/CODEOWNERS", text });
const owners = (rules: ReturnType<typeof github>, path: string) => ownersOf(rules, path).map(({ handle }) => handle);

describe("CODEOWNERS as GitHub reads it", () => {
  it("lets the last line that covers a path decide", () => {
    const rules = github(`
# comment
*           @everyone
*.js        @js-owner # the rest is a comment
/build/logs/ @doctor
docs/*      docs@Example.com
apps/       @octocat
/apps/github
**/logs     @logs @Second
src/a\\ b.sol @space
`);
    expect(owners(rules, "README.md")).toEqual(["@everyone"]);
    expect(owners(rules, "deep/down/x.js")).toEqual(["@js-owner"]);
    expect(owners(rules, "build/logs/a/b.txt")).toEqual(["@logs", "@second"]);
    expect(owners(rules, "build/logs.txt")).toEqual(["@everyone"]);
    expect(owners(rules, "docs/getting-started.md")).toEqual(["docs@example.com"]);
    expect(owners(rules, "docs/build-app/troubleshooting.md")).toEqual(["@everyone"]);
    expect(owners(rules, "nested/docs/x.md")).toEqual(["@everyone"]);
    expect(owners(rules, "nested/apps/x.sol")).toEqual(["@octocat"]);
    expect(owners(rules, "apps/github/x.sol")).toEqual([]);
    expect(owners(rules, "deep/logs/x")).toEqual(["@logs", "@second"]);
    expect(owners(rules, "src/a b.sol")).toEqual(["@space"]);
    expect(ownersOf(rules, "src/a b.sol")).toEqual([{ handle: "@space", line: 10 }]);
  });

  it("takes teams and e-mails, and nothing else as an owner", () => {
    expect(owners(github("*.sol @Acme/Core-Team x@y.example not-an-owner @ <script>"), "a.sol")).toEqual([
      "@acme/core-team",
      "x@y.example",
    ]);
  });

  it("leaves out patterns that nobody writes", () => {
    expect(github(`${"**/".repeat(30)}x @a\n${"a".repeat(300)} @a\n**/*a*b*.sol @a`).map(({ line }) => line)).toEqual([
      3,
    ]);
  });
});

describe("CODEOWNERS as GitLab reads it", () => {
  it("decides in each section, with the section's owners where a line has none", () => {
    const rules = gitlab(`
* @default
[Contracts] @solidity
src/
src/Oracle.sol @oracle
!src/Mock.sol
^[Documentation][2] @writers
docs/
`);
    expect(owners(rules, "src/Vault.sol")).toEqual(["@default", "@solidity"]);
    expect(owners(rules, "packages/src/Oracle.sol")).toEqual(["@default", "@oracle"]);
    expect(owners(rules, "src/Mock.sol")).toEqual(["@default"]);
    expect(owners(rules, "docs/a/b.md")).toEqual(["@default", "@writers"]);
  });

  it("is known by its sections where the place does not tell", () => {
    const rules = parseCodeOwners({ place: "CODEOWNERS", text: "[A] @a\n*\n" });
    expect(owners(rules, "x")).toEqual(["@a"]);
  });
});
