/** Facts of one Solidity file that its text shows without a compiler. */
export interface SolidityFacts {
  /** Version ranges of `pragma solidity`, as written. */
  readonly pragmas: readonly string[];
  /** Paths of import statements, as written. */
  readonly imports: readonly string[];
}

const IMPORT = /\bimport\b\s*(?:"([^"\n]+)"|'([^'\n]+)'|[^;"']*?\bfrom\b\s*(?:"([^"\n]+)"|'([^'\n]+)'))/g;
const PRAGMA = /\bpragma\s+solidity\s+([^;]{1,200});/g;

/** Reads pragmas and imports; comments do not count. */
export function solidityFacts(text: string): SolidityFacts {
  const code = blankComments(text);
  return {
    pragmas: [...code.matchAll(PRAGMA)].map((match) => (match[1] ?? "").replaceAll(/["']/g, "").trim()),
    imports: [...code.matchAll(IMPORT)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? []),
  };
}

/**
 * The text with comments replaced by spaces, line ends kept. Knows `//`, block comments and quoted texts, which is what
 * Solidity, JavaScript and TypeScript share; template literals are kept as code.
 */
export function blankComments(text: string): string {
  return text.replace(
    /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`/g,
    (part) => (part.startsWith("/") ? part.replace(/[^\n]/g, " ") : part),
  );
}
