import type { BlockContent, ListItem, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { bullets, paragraph } from "./blocks.ts";
import { INK } from "./ink.ts";
import { codeStyle } from "./inline.ts";
import { CONTENT_WIDTH, PAGE, type Paper } from "./paper.ts";
import { BODY, type Run, run, type Style, styled } from "./text.ts";

/** Nested deeper than this is drawn as if it were not. */
const DEEPEST = 4;
const INDENT = 11;

/** Markdown as people and tools write it. HTML is left out, links keep their words and name where they lead. */
export function prose(paper: Paper, markdown: string, style: Style = BODY): void {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  for (const [index, node] of tree.children.entries()) block(paper, node, style, 0, index < tree.children.length - 1);
}

function block(paper: Paper, node: RootContent | BlockContent, style: Style, depth: number, isFollowed = false): void {
  const inset = Math.min(depth, DEEPEST) * INDENT;
  const place = { x: PAGE.left + inset, width: CONTENT_WIDTH - inset, after: 5 };
  switch (node.type) {
    case "paragraph": {
      const runs = inline(node.children, style);
      // "Put it back:" says nothing without what comes after it.
      const keep = runs.at(-1)?.text.trimEnd().endsWith(":") === true && isFollowed;
      paragraph(paper, runs, { ...place, keep });
      return;
    }
    case "heading":
      // Titles of others must not join the outline of the report.
      paragraph(paper, inline(node.children, styled(style, { face: "medium", color: INK.text })), {
        ...place,
        after: 3,
      });
      return;
    case "code":
      for (const line of node.value.split("\n"))
        paragraph(
          paper,
          [run(line.replaceAll(" ", "\u00a0") || "\u00a0", codeStyle(styled(style, { size: style.size * 0.92 })))],
          {
            ...{ x: place.x + 8, width: place.width - 8, after: 0, lead: 11.5, type: "Code" },
          },
        );
      paper.y += 5;
      return;
    case "list":
      for (const [index, item] of node.children.entries())
        listItem(paper, item, node.ordered === true ? (node.start ?? 1) + index : null, style, depth);
      paper.y += 2;
      return;
    case "blockquote":
      for (const child of node.children) block(paper, child, styled(style, { color: INK.text3 }), depth + 1);
      return;
    case "table":
      for (const row of node.children)
        paragraph(
          paper,
          row.children.flatMap((each, index) => [
            ...(index === 0 ? [] : [run("  |  ", style)]),
            ...inline(each.children, style),
          ]),
          { ...place, after: 2 },
        );
      paper.y += 4;
      return;
    default:
      return;
  }
}

function listItem(paper: Paper, item: ListItem, ordinal: number | null, style: Style, depth: number): void {
  const [first, ...rest] = item.children;
  const inset = Math.min(depth, DEEPEST) * INDENT;
  const words = first?.type === "paragraph" ? inline(first.children, style) : [];
  const place = { x: PAGE.left + inset, width: CONTENT_WIDTH - inset, after: 3 };
  if (ordinal === null) bullets(paper, [words], place);
  else paragraph(paper, [run(`${ordinal}. `, style), ...words], place);
  for (const child of first?.type === "paragraph" ? rest : item.children) block(paper, child, style, depth + 1);
}

/** Words of a paragraph with their styles. */
export function inline(nodes: readonly PhrasingContent[], style: Style): Run[] {
  return nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case "text":
        return [run(node.value, style)];
      case "inlineCode":
        return [run(node.value, codeStyle(style))];
      case "strong":
        return inline(node.children, styled(style, { face: "medium", color: INK.text }));
      case "emphasis":
      case "delete":
        return inline(node.children, style);
      case "link":
        return linkRuns(inline(node.children, style), node.url, style);
      case "break":
        return [run("\n", style)];
      case "image":
        return node.alt ? [run(`[${node.alt}]`, style)] : [];
      default:
        return [];
    }
  });
}

/** An address is only named: a report is handed on, and must not lead where its writer did not mean to. */
function linkRuns(words: Run[], url: string, style: Style): Run[] {
  const said = words.map(({ text }) => text).join("");
  return said === url || said === ""
    ? [run(url, style)]
    : [...words, run(` (${url})`, styled(style, { color: INK.text3 }))];
}
