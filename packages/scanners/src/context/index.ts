export { addContext, CONTEXT_FINGERPRINT, codeWindow, enclosing, LINE_FINGERPRINT } from "./add-context.ts";
export type { CallableKind, ContainerKind, Scope } from "./outline.ts";
export { languageOf, MAX_SOURCE_LENGTH, parseSource, type SyntaxLanguage, SyntaxNode } from "./syntax.ts";
