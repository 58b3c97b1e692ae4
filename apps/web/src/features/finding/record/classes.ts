export interface Classes {
  readonly cwe: string[];
  readonly swc: string[];
  readonly scwe: string[];
}

const CLASS = /^(CWE|SWC|SCWE)-\d{1,5}$/;

/** Reads `CWE-841, SCWE-046`; the words that are no class come back as `unknown`. */
export function readClasses(text: string): { classes: Classes; unknown: string[] } {
  const words = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const of = (prefix: string) => [
    ...new Set(words.filter((word) => word.startsWith(`${prefix}-`) && CLASS.test(word))),
  ];
  return {
    classes: { cwe: of("CWE"), swc: of("SWC"), scwe: of("SCWE") },
    unknown: words.filter((word) => !CLASS.test(word)),
  };
}
