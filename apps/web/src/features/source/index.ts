export { highlightLines } from "./highlight.ts";
export { sourceFileQuery, useRevisionFiles, useSourceFile } from "./use-code.ts";
export { useHighlighted } from "./use-highlighted.ts";
export { AddCodeScreen } from "./add-code-screen.tsx";
export { RevisionScreen } from "./revision-screen.tsx";
export { SourceScreen } from "./source-screen.tsx";
export { send, type UploadHandle, uploadPast } from "./upload.ts";
