import { describe, expect, test } from "vitest";
import type { FrameData } from "./frame-data.ts";
import { matching, placeCommands } from "./palette-places.ts";

const data: FrameData = {
  user: { name: "Ines", email: "ines@meridian.example" },
  organizations: [{ slug: "meridian", name: "Meridian Labs" }],
  organization: { slug: "meridian", name: "Meridian Labs" },
  openFindings: 3,
  projects: [
    { slug: "vault", name: "Meridian Vault" },
    { slug: "base", name: "Vault on Base" },
  ],
  project: { slug: "vault", name: "Meridian Vault", stages: [] },
  mayCreateProject: false,
};

const found = (search: string, from: FrameData = data) =>
  matching(
    placeCommands(from, () => undefined),
    search,
  ).flatMap((group) => group.items.map((item) => item.id));

describe("the places of the palette", () => {
  test("offer the project on hand before the organization, and the others in between", () => {
    const ids = found("");
    expect(ids[0]).toBe("/o/meridian/p/vault");
    expect(ids.indexOf("/o/meridian/p/base")).toBeLessThan(ids.indexOf("/o/meridian/settings"));
    expect(ids).toContain("/o/meridian/p/vault/finding");
  });

  test("every word of the search must be in label or heading", () => {
    expect(found("meridian vault findings")).toEqual(["/o/meridian/p/vault/finding"]);
    expect(found("all find")).toEqual(["/o/meridian/finding"]);
    expect(found("nothing like it")).toEqual([]);
  });

  test("making a project is offered to those who may", () => {
    expect(found("new project")).toEqual([]);
    expect(found("new project", { ...data, mayCreateProject: true })).toEqual(["/o/meridian/project/new"]);
  });

  test("going somewhere goes to the address of the item", () => {
    const gone: string[] = [];
    const groups = placeCommands(data, (href) => gone.push(href));
    groups
      .at(-1)
      ?.items.find((item) => item.label === "Settings")
      ?.onSelect();
    expect(gone).toEqual(["/o/meridian/settings"]);
  });
});
