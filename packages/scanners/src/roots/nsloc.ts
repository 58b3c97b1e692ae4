import { generatedFolder, isTest, languageOf } from "./classify.ts";
import { blankComments } from "./solidity-text.ts";

/** Lines with something else than blanks and comments. */
export function countNsloc(text: string): number {
  let lines = 0;
  for (const line of blankComments(text).split("\n")) if (/\S/.test(line)) lines += 1;
  return lines;
}

/** Whether a file's lines count as the product's own code: a source file that is no test and was not generated. */
export function countsForNsloc(path: string): boolean {
  return languageOf(path) !== undefined && !isTest(path) && generatedFolder(path) === undefined;
}
