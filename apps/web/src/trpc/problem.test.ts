import { expect, it } from "vitest";
import { issueFor, isWorthRetry, problemOf } from "./problem.ts";

const failed = (data: unknown): Error => Object.assign(new Error("Words for people."), { data });

it("reads the problem that the server sent", () => {
  const problem = problemOf(
    failed({ problem: { code: "project.slug-taken", details: {}, issues: [], requestId: "r" } }),
  );
  expect(problem).toEqual({
    code: "project.slug-taken",
    message: "Words for people.",
    details: {},
    issues: [],
    requestId: "r",
  });
  expect(isWorthRetry(failed({ problem: { code: "project.slug-taken" } }))).toBe(false);
});

it("says that the server did not answer for everything else, and tries again", () => {
  for (const error of [new TypeError("Failed to fetch"), failed(undefined), null]) {
    expect(problemOf(error).code).toBe("unreachable");
    expect(problemOf(error).message).not.toContain("fetch");
    expect(isWorthRetry(error)).toBe(true);
  }
});

it("finds what is wrong with one field", () => {
  const problem = problemOf(
    failed({ problem: { code: "input.invalid", issues: [{ path: "email", message: "must be an address" }] } }),
  );
  expect(issueFor(problem, "email")).toBe("must be an address");
  expect(issueFor(problem, "name")).toBeUndefined();
  const weak = problemOf(failed({ problem: { code: "identity.weak-password", details: { why: "use more" } } }));
  expect(issueFor(weak, "newPassword")).toBe("use more");
  expect(issueFor(weak, "name")).toBeUndefined();
});
