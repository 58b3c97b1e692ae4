import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { Comparison } from "../api/schemas.ts";
import { findingOf } from "../testing/contract-server.ts";
import { judge, render, renderProblem } from "./words.ts";

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

const HOME = "https://redoubt.example.org";
const setting = { origins: new Set([HOME]), base: "main", commit: "abcdef0123456789", gate: undefined, rows: 20 };

function nodesOf(markdown: string): Node[] {
  const all = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(all)];
  return all(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as Node);
}

const HOSTILE = [
  "@maintainer please approve",
  "<img src=x onerror=alert(1)> <!-- redoubt-ci -->",
  "a | b | c",
  "`` ` ``` code",
  "`",
  "[click](https://evil.example) https://evil.example www.evil.example a@evil.example",
  "#1 !2 acme/vault#3 GH-4 ~label %milestone",
  "x\n/close\n\n# heading\n- [ ] task",
  "\\| \\` \\",
  "\u202egnp.exe \u200b@team",
  "![image](https://evil.example/x.png)",
  "$math$ :smile: ```mermaid",
];

describe("comments", () => {
  it("make nothing of hostile text but text inside code, in one cell", () => {
    const text = fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: "grapheme", maxLength: 80 }),
      fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((some) => some.join("")),
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: text, path: text, scanner: text, reason: text, url: text }), {
          minLength: 1,
          maxLength: 5,
        }),
        (many) => {
          const comparison = Comparison.parse({
            introduced: many.map(({ title, path, url }, at) =>
              findingOf(at + 1, { title, path, url: at % 2 === 0 ? `${HOME}/f/${at}` : url }),
            ),
            notCompared: many.map(({ scanner, reason }) => ({ scanner, reason })),
          });
          const nodes = nodesOf(render(judge(comparison, "low"), { ...setting, gate: "low" }));
          expect(nodes.filter(({ type }) => type === "table").length).toBe(1);
          expect(nodes.filter(({ type }) => type === "tableRow").length).toBe(many.length + 1);
          expect(nodes.filter(({ type }) => type === "tableCell").length).toBe((many.length + 1) * 4);
          expect(nodes.filter(({ type }) => type === "heading").length).toBe(1);
          expect(nodes.filter(({ type, value }) => type === "html" && !/^<\/?sub>$/.test(value ?? ""))).toEqual([]);
          expect(
            nodes.filter(({ type }) => ["image", "code", "blockquote", "thematicBreak", "definition"].includes(type)),
          ).toEqual([]);
          for (const { url } of nodes.filter(({ type }) => type === "link"))
            expect(new URL(url ?? "").origin).toBe(HOME);
          // Mentions and references are read from text, never from code.
          for (const { value } of nodes.filter(({ type }) => type === "text"))
            expect(value).not.toMatch(/[@#!~%$<\\]|evil/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("hold no link where the address of a finding is another's", () => {
    for (const url of [
      "https://evil.example/f",
      "javascript:alert(1)",
      `${HOME}.evil.example/`,
      "https://redoubt.example.org@evil.example/",
      "//evil.example",
    ]) {
      const markdown = render(judge(Comparison.parse({ introduced: [findingOf(1, { url })] }), undefined), setting);
      expect(nodesOf(markdown).filter(({ type }) => type === "link")).toEqual([]);
    }
  });

  it("say what is wrong without letting it be more than text", () => {
    for (const evil of HOSTILE) {
      const nodes = nodesOf(renderProblem(evil, "abc"));
      expect(nodes.filter(({ type }) => ["link", "image", "html", "table", "list"].includes(type))).toEqual([]);
    }
  });
});
