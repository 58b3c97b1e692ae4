export { highlightLines, plainLines } from "./highlight.ts";
export {
  type ProjectScope,
  readJson,
  type SourceFile,
  useHighlighted,
  useRevisionFiles,
  useSourceFile,
} from "./use-code.ts";
export { send, uploadReport } from "./upload.ts";
