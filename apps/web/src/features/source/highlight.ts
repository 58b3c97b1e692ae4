import type { CodeLine } from "@redoubt/ui";
import type { HighlighterCore } from "shiki/core";

const LANGUAGES = {
  solidity: () => import("shiki/langs/solidity.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
} as const;
type Language = keyof typeof LANGUAGES;

const BY_ENDING: Readonly<Record<string, Language>> = {
  sol: "solidity",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  jsx: "tsx",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  json: "json",
  toml: "toml",
  yml: "yaml",
  yaml: "yaml",
  md: "markdown",
};

/** Colours cost time: above this many characters a file is shown in ink. */
const MOST_CHARACTERS = 300_000;
let core: Promise<HighlighterCore> | undefined;

async function highlighter(language: Language): Promise<HighlighterCore> {
  core ??= (async () => {
    const [{ createCssVariablesTheme, createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
      import("shiki/core"),
      import("shiki/engine/javascript"),
    ]);
    const theme = createCssVariablesTheme({ name: "redoubt", variablePrefix: "--shiki-" });
    return createHighlighterCore({
      themes: [theme],
      langs: [],
      engine: createJavaScriptRegexEngine({ forgiving: true }),
    });
  })();
  const ready = await core;
  if (!ready.getLoadedLanguages().includes(language)) await ready.loadLanguage(LANGUAGES[language]());
  return ready;
}

/** Lines of plain text, numbered from `from`. */
export function plainLines(text: string, from = 1): CodeLine[] {
  return splitLines(text).map((line, index) => ({ number: from + index, tokens: [{ text: line }] }));
}

/** Lines that are cut into tokens before the page gets a turn again: one press of a key must not wait for a file. */
const AT_ONCE = 60;
/** As many files keep their colours. */
const MOST_KEPT = 30;
const kept = new Map<string, { readonly text: string; readonly lines: Promise<CodeLine[]>; ready?: CodeLine[] }>();

/** The coloured lines of a file that was coloured a moment ago. */
export function highlightedBefore(text: string, path: string, from = 1): readonly CodeLine[] | undefined {
  const known = kept.get(`${from} ${path}`);
  return known?.text === text ? known.ready : undefined;
}

/** The same with the colours of its language (by the ending of its path); plain where there is none. */
export async function highlightLines(text: string, path: string, from = 1): Promise<readonly CodeLine[]> {
  const key = `${from} ${path}`;
  const known = kept.get(key);
  if (known?.text === text) return known.lines;
  const lines = colour(text, path, from);
  const entry: NonNullable<typeof known> = { text, lines };
  kept.delete(key);
  kept.set(key, entry);
  for (const old of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(old);
  try {
    entry.ready = await lines;
    return entry.ready;
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}

async function colour(text: string, path: string, from: number): Promise<CodeLine[]> {
  const language = BY_ENDING[path.split(".").at(-1)?.toLowerCase() ?? ""];
  if (language === undefined || text.length > MOST_CHARACTERS) return plainLines(text, from);
  const shiki = await highlighter(language);
  const source = splitLines(text);
  const all: CodeLine[] = [];
  let grammarState: ReturnType<HighlighterCore["getLastGrammarState"]> | undefined;
  for (let at = 0; at < source.length; at += AT_ONCE) {
    const part = shiki.codeToTokens(source.slice(at, at + AT_ONCE).join("\n"), {
      lang: language,
      theme: "redoubt",
      ...(grammarState === undefined ? {} : { grammarState }),
    });
    ({ grammarState } = part);
    for (const [index, line] of part.tokens.entries()) {
      all.push({
        number: from + at + index,
        tokens: line.map((token) => ({
          text: token.content,
          ...(token.color === undefined ? {} : { color: token.color }),
        })),
      });
    }
    if (at + AT_ONCE < source.length) await new Promise((done) => setTimeout(done));
  }
  return all;
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}
