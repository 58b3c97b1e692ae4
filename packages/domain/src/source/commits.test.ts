import { describe, expect, it } from "vitest";
import { changesOf, PushCommits, trailersOf } from "./commits.ts";

const sha = (letter: string) => letter.repeat(40);

describe("commits of a revision", () => {
  it("finds trailers below the subject, also in squashed messages, and nowhere else", () => {
    expect(trailersOf("Fixes: F-1")).toEqual([]);
    expect(trailersOf("fix: guard\n\nFixes: F-12\nCo-authored-by: A <a@example.org>")).toEqual([
      "Fixes: F-12",
      "Co-authored-by: A <a@example.org>",
    ]);
    expect(trailersOf("Squash (#4)\n\n* first\n\n  Fixes: F-2\r\n* Fixes: F-3")).toEqual(["Fixes: F-2", "Fixes: F-3"]);
    expect(trailersOf(`subject\n\n${"Fixes: F-1\n".repeat(100)}`).length).toBe(20);
    expect(trailersOf("subject\n\nhttps://example.org\nsee: \nx : y")).toEqual([]);
  });

  it("knows who changed each file last", () => {
    const { fileAuthors, commits } = changesOf([
      { sha: sha("a"), author: "New@Example.org", message: "two", files: ["src/A.sol"] },
      {
        sha: sha("b"),
        author: "old@example.org",
        message: "one\n\nFixes: F-1",
        files: ["src/A.sol", "src/B.sol", "__proto__"],
      },
    ]);
    expect(fileAuthors["src/A.sol"]).toBe("new@example.org");
    expect(fileAuthors["src/B.sol"]).toBe("old@example.org");
    expect(commits).toEqual([{ sha: sha("b"), author: "old@example.org", subject: "one", trailers: ["Fixes: F-1"] }]);
  });

  it("refuses what is no commit and what is too much", () => {
    const commit = { sha: sha("a"), author: "a@example.org", message: "m" };
    expect(PushCommits.safeParse({ commits: [commit] }).success).toBe(true);
    expect(PushCommits.safeParse({ commits: [{ ...commit, sha: "HEAD" }] }).success).toBe(false);
    expect(PushCommits.safeParse({ commits: Array.from({ length: 251 }, () => commit) }).success).toBe(false);
  });
});
