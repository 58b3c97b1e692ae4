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

/** The same with the colours of its language (by the ending of its path); plain where there is none. */
export async function highlightLines(text: string, path: string, from = 1): Promise<CodeLine[]> {
  const language = BY_ENDING[path.split(".").at(-1)?.toLowerCase() ?? ""];
  if (language === undefined || text.length > MOST_CHARACTERS) return plainLines(text, from);
  const shiki = await highlighter(language);
  const { tokens } = shiki.codeToTokens(splitLines(text).join("\n"), { lang: language, theme: "redoubt" });
  return tokens.map((line, index) => ({
    number: from + index,
    tokens: line.map((token) => ({
      text: token.content,
      ...(token.color === undefined ? {} : { color: token.color }),
    })),
  }));
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}
