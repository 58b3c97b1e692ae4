import { generatedFolder, isTest, languageOf } from "./classify.ts";
import { blankComments } from "./solidity-text.ts";

const LEADING_COMMENTS = /^(?:#![^\n]*\n)?(?:\s*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/))*/;
const WRITTEN_BY_A_PROGRAM = /@generated\b|\bauto-?generated\b|\bgenerated\b[\s\S]*\bdo not (?:edit|modify)\b/i;

/** Lines with something else than blanks and comments; none where the head says that a program wrote the file. */
export function countNsloc(text: string): number {
  const head = LEADING_COMMENTS.exec(text.slice(0, 2000))?.[0] ?? "";
  if (WRITTEN_BY_A_PROGRAM.test(head)) return 0;
  let lines = 0;
  for (const line of blankComments(text).split("\n")) if (/\S/.test(line)) lines += 1;
  return lines;
}

/** Whether a file's lines count as the product's own code: a source file that is no test and was not generated. */
export function countsForNsloc(path: string): boolean {
  return languageOf(path) !== undefined && !isTest(path) && generatedFolder(path) === undefined;
}
