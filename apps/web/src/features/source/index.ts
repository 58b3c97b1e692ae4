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
export { AddCodeScreen } from "./add-code-screen.tsx";
export { RevisionScreen } from "./revision-screen.tsx";
export { SourceScreen } from "./source-screen.tsx";
export { revisionName } from "./words.ts";
