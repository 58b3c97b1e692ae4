import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { NormalizedFinding } from "@redoubt/domain/finding";
import { recognisedAs, testResult } from "@redoubt/domain/finding/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addContext } from "./add-context.ts";

const SOURCES = path.resolve(import.meta.dirname, "../../../../examples/meridian-vault/v1.0.0/src");
const NAMES = readdirSync(SOURCES).filter((name) => name.endsWith(".sol"));

/** Checks that look at one line each, as a tool without syntax would: their hits lie close together and repeat. */
const CHECKS: Readonly<Record<string, RegExp>> = {
  "external-call": /\.(?:transfer|transferFrom|call|approve)\b/,
  "tx-origin": /tx\.origin/,
  timestamp: /block\.(?:timestamp|number)/,
  division: / \/ /,
  sender: /msg\.sender/,
  emits: /^\s*emit /,
};

/** A line that knows which one it was. */
interface Line {
  /** Its number in the file as it was; null for what was inserted. */
  readonly was: number | null;
  readonly text: string;
}
interface Code {
  readonly file: string;
  readonly lines: readonly Line[];
}
type Edit = (code: Code) => Code;

const load = (name: string): Code => ({
  file: `src/${name}`,
  lines: readFileSync(path.join(SOURCES, name), "utf8")
    .split("\n")
    .map((text, at) => ({ was: at + 1, text })),
});
const sourceOf = ({ lines }: Code): string => lines.map(({ text }) => text).join("\n");

/** What the checks find, with the line that each hit was on before. */
async function look(code: Code): Promise<{ result: NormalizedFinding; was: number | null }[]> {
  const hits = code.lines.flatMap(({ text, was }, at) =>
    Object.entries(CHECKS).flatMap(([detector, pattern]) =>
      /^\s*(?:\/\/|\*)/.test(text) || !pattern.test(text)
        ? []
        : [{ was, result: testResult({ detector, path: code.file, startLine: at + 1, endLine: at + 1 }) }],
    ),
  );
  const results: NormalizedFinding[] = [];
  for await (const result of addContext(
    hits.map(({ result }) => result),
    async () => sourceOf(code),
  )) {
    results.push(result);
  }
  return hits.map(({ was }, at) => ({ was, result: results[at] as NormalizedFinding }));
}

/** The functions of a contract as ranges of lines, with the comments above them; the last line is not in them. */
function functionsOf({ lines }: Code): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  lines.forEach(({ text }, at) => {
    if (!/^\s*function \w+/.test(text) || /[;}]\s*$/.test(text)) return;
    const indent = /^\s*/.exec(text)?.[0] ?? "";
    const end = lines.findIndex((line, below) => below > at && line.text.startsWith(`${indent}}`));
    let from = at;
    while (from > 0 && /^\s*\/\/\//.test(lines[from - 1]?.text ?? "")) from -= 1;
    if (end > at) found.push({ from, to: end + 1 });
  });
  return found;
}

const inserted = (text: string): Line => ({ was: null, text });

/** Comments and empty lines anywhere, as many as push everything far away. */
const insert = fc
  .record({
    at: fc.nat(),
    texts: fc.array(fc.constantFrom("", "// a word", "    // transfer of msg.sender / 2", "        "), {
      minLength: 1,
      maxLength: 60,
    }),
  })
  .map(({ at, texts }): Edit => {
    return ({ file, lines }) => ({ file, lines: lines.toSpliced(at % (lines.length + 1), 0, ...texts.map(inserted)) });
  });

const indent = fc.constantFrom("  ", "\t", "        ").map(
  (by): Edit =>
    ({ file, lines }) => ({
      file,
      lines: lines.map(({ was, text }) => ({ was, text: text === "" ? text : `${by}${text}` })),
    }),
);

/** One function goes to before another one, or to the end of them. */
const moveFunction = fc.tuple(fc.nat(), fc.nat()).map(
  ([which, where]): Edit =>
    (code) => {
      const functions = functionsOf(code);
      const one = functions[which % Math.max(1, functions.length)];
      const other = functions[where % Math.max(1, functions.length)];
      if (one === undefined || other === undefined || one === other) return code;
      const moved = code.lines.slice(one.from, one.to);
      const rest = code.lines.toSpliced(one.from, moved.length);
      const at = other.from < one.from ? other.from : other.from - moved.length;
      return { ...code, lines: rest.toSpliced(at, 0, ...moved) };
    },
);

const renameFile = fc.constantFrom("src/Renamed.sol", "contracts/core/Safe.sol").map(
  (file): Edit =>
    ({ lines }) => ({ file, lines }),
);

/** Words behind the code of every third line or so: its text is another one, what it does is not. */
const remark = fc.integer({ min: 2, max: 5 }).map(
  (each): Edit =>
    ({ file, lines }) => ({
      file,
      lines: lines.map(({ was, text }, at) => ({
        was,
        text: at % each === 0 && /[;{]$/.test(text) ? `${text} // looked at ${at}` : text,
      })),
    }),
);

/** A function that was not there, with hits of its own. */
const addFunction = fc.nat(99).map(
  (at): Edit =>
    (code) => {
      const [first] = functionsOf(code);
      if (first === undefined) return code;
      const text = [
        `    function added${at}(address payable to) external {`,
        `        uint256 part${at} = address(this).balance / ${at + 3};`,
        `        if (block.timestamp > ${at}) to.transfer(part${at});`,
        "    }",
      ];
      return { ...code, lines: code.lines.toSpliced(first.from, 0, ...text.map(inserted)) };
    },
);

const filesOf = (before: Code, after: Code, git = false) => {
  const all = new Set([after.file, "src/Other.sol"]);
  return { all, scanned: all, ...(before.file === after.file || !git ? {} : { renamed: () => after.file }) };
};

it("is about a real number of hits, several of a kind in one function among them", async () => {
  const all = (await Promise.all(NAMES.map((name) => look(load(name))))).flat();
  expect(all.length).toBeGreaterThan(60);
  const homes = Map.groupBy(all, ({ result }) => `${result.path} ${result.callable} ${result.detector}`);
  expect([...homes.values()].filter((hits) => hits.length > 1).length).toBeGreaterThan(5);
});

describe.each(NAMES)("findings in %s", (name) => {
  const before = load(name);

  it("stay themselves when code is inserted, indented, moved and its file renamed", async () => {
    const known = await look(before);
    const edit = fc.oneof(insert, indent, remark, moveFunction, addFunction, renameFile);
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.boolean(), async (edits, git) => {
        const after = edits.reduce((code, change) => change(code), before);
        const now = await look(after);
        const same = recognisedAs(
          known.map(({ result }) => result),
          now.map(({ result }) => result),
          filesOf(before, after, git),
        );
        const wrong = now.flatMap(({ was, result }, at) => {
          const index = same[at] ?? null;
          const is = index === null ? null : (known[index]?.was ?? null);
          return is === was && (index === null || known[index]?.result.detector === result.detector)
            ? []
            : [`${result.detector} at ${result.startLine}: was line ${was ?? "none"}, taken for ${is ?? "a new one"}`];
        });
        expect(wrong).toEqual([]);
        expect(same.filter((index) => index !== null)).toHaveLength(known.length);
      }),
      { numRuns: 40 },
    );
  });

  it("are others in the code of another function, though it stands in the place of theirs", async () => {
    const functions = functionsOf(before);
    const strangers = NAMES.filter((other) => other !== name).flatMap((other) => {
      const code = load(other);
      return functionsOf(code).map(({ from, to }) => code.lines.slice(from, to).map(({ text }) => inserted(text)));
    });
    if (functions.length === 0) return;
    const known = await look(before);
    const nameOf = (lines: readonly Line[]) => /function (\w+)/.exec(lines.map(({ text }) => text).join("\n"))?.[1];
    const statements = new Set(before.lines.map(({ text }) => text.trim()));
    const names = new Set(functions.map(({ from, to }) => nameOf(before.lines.slice(from, to))));
    // Neither its name nor a hit of it may be of this file: equal lines in one file are the same by intention.
    const foreign = strangers.filter(
      (lines) =>
        !names.has(nameOf(lines)) &&
        !lines.some(
          ({ text }) => statements.has(text.trim()) && Object.values(CHECKS).some((pattern) => pattern.test(text)),
        ),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (which, whose) => {
        const gone = functions[which % functions.length] ?? { from: 0, to: 0 };
        const stranger = foreign[whose % Math.max(1, foreign.length)] ?? [];
        const after = { ...before, lines: before.lines.toSpliced(gone.from, gone.to - gone.from, ...stranger) };
        const now = await look(after);
        const same = recognisedAs(
          known.map(({ result }) => result),
          now.map(({ result }) => result),
          filesOf(before, after),
        );
        now.forEach(({ was }, at) => {
          const index = same[at] ?? null;
          expect(index === null ? null : known[index]?.was).toBe(was);
        });
      }),
      { numRuns: 40 },
    );
  });
});
