import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { reportMarkdown } from "../index.ts";
import { HASH, sampleFinding, sampleRisk, sampleSheet } from "../testing/sample.ts";
import { codeFence, codeSpan, escapeMarkdown, inlineMarkdown, mdTable, quotedMarkdown } from "./escape.ts";

const parse = (text: string) => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
function all(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap((child) => all(child as Nodes)) : [])];
}
const kinds = (text: string) => new Set(all(parse(text)).map(({ type }) => type));
const textIn = (nodes: Nodes[]) =>
  nodes.map((node) => (node.type === "text" || node.type === "inlineCode" ? node.value : "")).join("");

/** What people and tools write, and what would hurt. */
const Hostile = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        "<script>",
        "`",
        "``",
        "|",
        "](http://evil.example)",
        "![x](http://evil.example/p)",
        "*",
        "_",
        "# ",
        "- ",
        "\n",
        "\\",
        "~~",
        "<!--",
        "[^1]",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("text of others in Markdown", () => {
  it("is text and nothing else: no HTML, no picture, no emphasis, no code, and no link that hides where it leads", () => {
    fc.assert(
      fc.property(Hostile, (text) => {
        const found = kinds(`Title: ${escapeMarkdown(text)}`);
        for (const kind of ["html", "image", "emphasis", "strong", "inlineCode", "delete", "heading", "list", "code"])
          expect(found.has(kind as Nodes["type"]), `${kind} from ${JSON.stringify(text)}`).toBe(false);
      }),
    );
  });

  it("stays in its cell of a table", () => {
    fc.assert(
      fc.property(Hostile, Hostile, (one, other) => {
        const [table] = parse(mdTable(["A", "B"], [[escapeMarkdown(one), inlineMarkdown(other)]]).join("\n")).children;
        expect(table?.type === "table" && table.children.map((row) => row.children.length)).toEqual([2, 2]);
      }),
    );
  });

  it("may hold code in a title, which stays code and holds the same", () => {
    const [paragraph] = parse(inlineMarkdown("Inserted `a<b>` before ``c`d``")).children;
    const nodes = all(paragraph as Nodes);
    expect(textIn(nodes)).toBe("Inserted a<b> before c`d");
    expect(nodes.filter(({ type }) => type === "inlineCode")).toHaveLength(2);
  });

  it("is whole in a code span and a fence whatever it holds", () => {
    const Code = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((text) => !/[\s|\\]/.test(text) && !text.includes("\0"));
    fc.assert(
      fc.property(Code, (text) => {
        const [paragraph] = parse(`Code: ${codeSpan(text)}`).children;
        expect(all(paragraph as Nodes).find(({ type }) => type === "inlineCode")).toMatchObject({ value: text });
      }),
    );
    const [block] = parse(codeFence(["a", "```", "````", "b"]).join("\n")).children;
    expect(block).toMatchObject({ type: "code", value: "a\n```\n````\nb" });
  });

  it("ends where its quotation ends, and runs and fetches nothing", () => {
    const hostile =
      "# Title\n\n<img src=x onerror=alert(1)>\n\n![x](http://evil.example/p)\n\n```js\nconst a = <b>;\n\nnever closed";
    const tree = parse([...quotedMarkdown(hostile), "", "After"].join("\n"));
    expect(tree.children.map(({ type }) => type)).toEqual(["blockquote", "paragraph"]);
    const found = new Set(all(tree).map(({ type }) => type));
    expect([found.has("html"), found.has("image")]).toEqual([false, false]);
    expect(all(tree).find(({ type }) => type === "code")).toMatchObject({
      value: expect.stringContaining("const a = <b>;"),
    });
  });
});

describe("a risk report as Markdown", () => {
  it("holds every part with its numbers, and the hash", () => {
    const text = reportMarkdown(sampleRisk(), HASH);
    for (const part of [
      "# Meridian Vault: risk report 2",
      "Meridian Labs · v1.2.0 (e41a7c2), 612 nSLOC · 12 Nov 2026, 14:03 UTC · by Ines Kovač",
      "## Would we sleep? No",
      "- F-2 `send` is not checked: high, nobody has tried to exploit it.",
      "| 1 | Give F-1 an owner | Result of `send` 0 is not checked. High, and nobody works on it. | 30 Nov 2026 |",
      "| v1.0.0 | open | 1 | 2 | 0 | 0 | 9 |",
      "## Open findings over time",
      "9 kept, 1 kept late, 1 late, 2 running.",
      "### Came back",
      "### F-1 Pool price wins over the `feed`, whatever the size of the swap that moved it",
      "> 64  ",
      "| forge lint | contracts | does not compile: missing import |",
      `SHA-256 of the data: \`${HASH}\``,
    ])
      expect(text).toContain(part);
  });

  it("says so when there is no earlier report", () => {
    const text = reportMarkdown(sampleRisk({}, { previous: null, diff: null }), HASH);
    expect(text).toContain("first report of the project");
    expect(text).not.toContain("against report");
  });

  it("runs and fetches nothing of what findings say", () => {
    const evil = "<script>alert(1)</script> ![p](http://evil.example/p)";
    const sheet = sampleSheet(1, { title: evil, description: evil, advice: evil, history: [] });
    for (const snapshot of [
      sampleRisk({ sheets: 0 }, { sheets: [sheet] }),
      sampleFinding({ title: evil, description: evil }),
    ]) {
      const found = kinds(reportMarkdown(snapshot, HASH));
      expect([found.has("html"), found.has("image")]).toEqual([false, false]);
    }
  });
});
