import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BRANCHES, buildRepository, COMMITS, type Revision } from "../../examples/meridian-vault/build-repository.mjs";

interface Place {
  readonly file: string;
  readonly function: string;
}

interface Weakness extends Place {
  readonly id: string;
  readonly alsoAt?: readonly Place[];
  readonly planted: Readonly<Record<Revision, "present" | "partial" | "fixed" | "regressed" | "absent">>;
  readonly poc?: string;
  readonly reproduces?: Readonly<Record<Revision, boolean>>;
}

const LIST = join(import.meta.dirname, "../../examples/meridian-vault/weaknesses.json");
const weaknesses: readonly Weakness[] = JSON.parse(readFileSync(LIST, "utf8"));
const REVISIONS = Object.entries(COMMITS).map(([name, commit]) => ({ name: name as Revision, commit }));

let work = "";
let repository = "";

function git(...args: string[]): string {
  return execFileSync("git", ["--git-dir", repository, ...args], { encoding: "utf8", maxBuffer: 1 << 24 });
}

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "demo-repository-"));
  repository = join(work, "meridian-vault.git");
  buildRepository(repository);
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("the example's repository", () => {
  test("has the recorded commit ids, whatever machine builds it", () => {
    const other = join(work, "again.git");
    expect(buildRepository(other)).toEqual({ commits: COMMITS, branches: BRANCHES });
    expect(git("rev-parse", "v1.2.0", "main", "council").trim().split("\n")).toEqual([
      COMMITS["v1.2.0"],
      BRANCHES.main,
      BRANCHES.council,
    ]);
  });

  test("is left alone when it is there", () => {
    const before = statSync(join(repository, "HEAD")).ino;
    expect(buildRepository(repository).commits).toEqual(COMMITS);
    expect(statSync(join(repository, "HEAD")).ino).toBe(before);
  });

  test("is built anew when a tag was moved", () => {
    const moved = join(work, "moved.git");
    buildRepository(moved);
    execFileSync("git", ["--git-dir", moved, "update-ref", "refs/tags/v1.1.0", COMMITS["v1.0.0"]]);
    expect(buildRepository(moved).commits).toEqual(COMMITS);
  });

  test("never replaces a folder that holds something else", () => {
    const foreign = mkdtempSync(join(work, "foreign-"));
    writeFileSync(join(foreign, "notes.txt"), "mine");
    expect(() => buildRepository(foreign)).toThrow("holds something else");
    expect(readdirSync(foreign)).toEqual(["notes.txt"]);
  });

  test("renames the rewards file between 1.0 and 1.1", () => {
    const renames = git("diff", "--find-renames", "--diff-filter=R", "--name-status", "v1.0.0", "v1.1.0");
    expect(renames).toMatch(/^R\d+\tsrc\/Rewards\.sol\tsrc\/MeridianRewards\.sol$/m);
  });
});

describe.each(REVISIONS)("planted weaknesses of $name", ({ name, commit }) => {
  test("stand where the list says", () => {
    const files = new Set(git("ls-tree", "-r", "--name-only", commit).split("\n"));
    const there = (place: Place) =>
      files.has(place.file) && git("show", `${commit}:${place.file}`).includes(place.function);
    const lost = weaknesses
      .filter(({ planted }) => ["present", "partial", "regressed"].includes(planted[name]))
      .filter((weakness) => ![weakness, ...(weakness.alsoAt ?? [])].some(there));
    expect(lost).toEqual([]);
  });

  test("have exploits in the tree, the same file in every revision", () => {
    const pocs = weaknesses.flatMap(({ poc }) => (poc === undefined ? [] : [poc]));
    expect(pocs.length).toBe(15);
    for (const poc of pocs) expect(git("rev-parse", `${commit}:${poc}`)).toBe(git("rev-parse", `v1.0.0:${poc}`));
  });
});

test("an exploit is expected to work exactly where its weakness stands", () => {
  for (const { planted, reproduces } of weaknesses) {
    for (const { name } of reproduces === undefined ? [] : REVISIONS) {
      if (planted[name] === "partial") continue;
      expect(reproduces?.[name]).toBe(planted[name] === "present" || planted[name] === "regressed");
    }
  }
});
