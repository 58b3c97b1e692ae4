import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseSource } from "../../context/syntax.ts";
import { runPack } from "./engine.ts";
import { PACK } from "./pack.ts";

const FOLDER = `${import.meta.dirname}/fixtures`;

interface Fixture {
  readonly path: string;
  readonly text: string;
}

function fixturesOf(id: string): Fixture[] {
  const name = id.replace("redoubt/", "");
  return ["sol", "ts", "js", "tsx"]
    .map((extension) => `${FOLDER}/${name}.${extension}`)
    .filter((path) => existsSync(path))
    .map((path) => ({ path: `src/${path.split("/").at(-1)}`, text: readFileSync(path, "utf8") }));
}

function marked(text: string, mark: string): number[] {
  return text.split("\n").flatMap((line, index) => (line.includes(`// ${mark}`) ? [index + 1] : []));
}

describe.each(PACK.map((detector) => [detector.id, detector] as const))("%s", (id, detector) => {
  const fixtures = fixturesOf(id);

  test("alarms at the marked lines and nowhere else", () => {
    for (const { path, text } of fixtures) {
      const found = [...runPack([{ path, text }], [detector])].map((outcome) =>
        "alarm" in outcome ? outcome.alarm.startLine : outcome.problem.reason,
      );
      expect(found).toEqual(marked(text, "ALARM"));
    }
  });

  test("has two or more positive and two or more guarded fixtures in valid syntax", () => {
    const count = (mark: string): number => fixtures.reduce((sum, { text }) => sum + marked(text, mark).length, 0);
    expect(count("ALARM")).toBeGreaterThanOrEqual(2);
    expect(count("SAFE:")).toBeGreaterThanOrEqual(2);
    for (const { path, text } of fixtures) {
      const broken: string[] = [];
      const visit = (node: ReturnType<typeof parseSource>): void => {
        if (node?.kind === "ERROR") broken.push(`${path}:${node.startLine} ${node.text}`);
        node?.children.forEach(visit);
      };
      visit(parseSource(path, text));
      expect(broken).toEqual([]);
    }
  });

  test("describes itself", () => {
    expect(id).toMatch(/^redoubt\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(detector.description.length).toBeGreaterThan(120);
    expect(detector.cwe?.length).toBeGreaterThan(0);
    for (const one of detector.cwe ?? []) expect(one).toMatch(/^CWE-\d+$/);
    for (const one of detector.swc ?? []) expect(one).toMatch(/^SWC-\d+$/);
    for (const one of detector.scwe ?? []) expect(one).toMatch(/^SCWE-\d{3}$/);
  });
});

test("every fixture belongs to a detector, and ids are unique", () => {
  const names = readdirSync(FOLDER)
    .filter((name) => /\.(sol|tsx?|js)$/.test(name))
    .map((name) => name.replace(/\.\w+$/, ""));
  const ids = PACK.map((detector) => detector.id.replace("redoubt/", ""));
  expect([...new Set(names)].sort()).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});
