import { describe, expect, test } from "vitest";
import { crumbsOf, type Surroundings } from "./crumbs.ts";

const inProject: Surroundings = {
  organization: { slug: "meridian", name: "Meridian Labs" },
  project: { slug: "vault", name: "Meridian Vault" },
};
const labels = (pathname: string, around = inProject) => crumbsOf(pathname, around).map((step) => step.label);

describe("crumbsOf", () => {
  test.each([
    ["/o/meridian/p/vault", ["Meridian Labs", "Meridian Vault", "Overview"]],
    ["/o/meridian/p/vault/finding", ["Meridian Labs", "Meridian Vault", "Findings"]],
    ["/o/meridian/p/vault/finding/F-12", ["Meridian Labs", "Meridian Vault", "Findings", "F-12"]],
    ["/o/meridian/p/vault/scan/14", ["Meridian Labs", "Meridian Vault", "Scans", "#14"]],
    [
      "/o/meridian/p/vault/economics/parameter",
      ["Meridian Labs", "Meridian Vault", "Profile", "Money at risk", "Parameters"],
    ],
    ["/o/meridian/finding", ["Meridian Labs", "Findings"]],
    ["/o/meridian", ["Meridian Labs"]],
  ])("%s reads %j", (pathname, expected) => {
    expect(labels(pathname)).toEqual(expected);
  });

  test("a commit is shortened, a word is not", () => {
    const commit = "e41a7c2".padEnd(40, "0");
    expect(labels(`/o/meridian/p/vault/source/${commit}`).at(-1)).toBe("Commit e41a7c2");
    expect(labels("/o/meridian/p/vault/source/new").at(-1)).toBe("Add code");
    expect(labels("/o/meridian/p/vault/source/3").at(-1)).toBe("Revision 3");
  });

  test("what the page calls its thing goes before what its address says", () => {
    const told = (pathname: string) => crumbsOf(pathname, inProject, "Import 1").map((step) => step.label);
    expect(told("/o/meridian/p/vault/scan/1")).toEqual(["Meridian Labs", "Meridian Vault", "Scans", "Import 1"]);
    // Only a thing has a name of its own.
    expect(told("/o/meridian/p/vault/scan")).toEqual(["Meridian Labs", "Meridian Vault", "Scans"]);
  });

  test("every step but the last is a link to its page", () => {
    const hrefs = crumbsOf("/o/meridian/p/vault/finding/F-12", inProject).map((step) => step.href);
    expect(hrefs).toEqual(["/o/meridian", "/o/meridian/p/vault", "/o/meridian/p/vault/finding", null]);
  });

  test("outside of the project on hand its name is not claimed", () => {
    expect(labels("/o/meridian/p/other/finding")).toEqual(["Meridian Labs", "Findings"]);
  });
});
