// Paths that documents name must exist.
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../start/house.mjs";

const DOCUMENT = /^(?:docs\/.*\.md|[^/]+\.md|(?:apps|packages|prisma|bench|examples|tooling)\/(?:.*\/)?README\.md)$/;
const TOP = /^(?:apps|packages|prisma|docs|tooling|bench|examples|\.ci)(?:\/|$)/;
/** A pattern or a placeholder names no one file. */
const OPEN = /[*<>{}[\]…$|]|\.\.\.|\bNNN/;

/** The paths that a Markdown text names: code spans that begin at a top folder, and relative links. */
export function namedPaths(text) {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
  const found = [];
  for (const [, code] of prose.matchAll(/`([^`\n]+)`/g)) {
    const word = code.trim().replace(/:\d+(?:-\d+)?$/, "");
    if (TOP.test(word) && word.includes("/") && !/\s/.test(word) && !OPEN.test(word))
      found.push({ target: word, from: "root" });
  }
  for (const [, link] of prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)) {
    if (/^(?:[a-z]+:|#|\/)/i.test(link) || OPEN.test(link)) continue;
    found.push({ target: decodeURI(link.replace(/#.*$/, "")), from: "here" });
  }
  return found.filter(({ target }) => target !== "");
}

export function judgeDocument(root, name, text) {
  return namedPaths(text)
    .filter(({ target, from }) => !existsSync(path.resolve(root, from === "root" ? "." : path.dirname(name), target)))
    .map(({ target }) => `${name} names ${target}, which does not exist`);
}

export function checkDocs({ tracked }) {
  const documents = tracked.filter(
    (name) => DOCUMENT.test(name) && statSync(path.join(ROOT, name), { throwIfNoEntry: false })?.isFile(),
  );
  const problems = documents.flatMap((name) => judgeDocument(ROOT, name, readFileSync(path.join(ROOT, name), "utf8")));
  return { problems, words: `${documents.length} documents` };
}
