import { describe, expect, test } from "vitest";
import { paths, placeOf } from "./paths.ts";

describe("placeOf", () => {
  test("reads back what paths wrote, whatever the slugs hold", () => {
    expect(placeOf(paths.projectSlice("a b", "c/d", "finding"))).toEqual({
      organization: "a b",
      project: "c/d",
      slice: "finding",
      rest: [],
    });
  });

  test("an organization's own pages have no project", () => {
    expect(placeOf("/o/meridian/settings/members")).toEqual({
      organization: "meridian",
      project: undefined,
      slice: "settings",
      rest: ["members"],
    });
  });

  test("a page outside of organizations is read too, and a broken escape breaks nothing", () => {
    expect(placeOf("/account")).toMatchObject({ organization: undefined, slice: "account" });
    expect(placeOf("/o/%E0%A4%A/finding")).toMatchObject({ organization: "%E0%A4%A", slice: "finding" });
  });
});
