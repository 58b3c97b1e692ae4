import { parseSource, type SyntaxNode } from "../../../context/syntax.ts";
export interface ScriptFile {
  readonly path: string;
  readonly root: SyntaxNode;
}
export function readScript(path: string, source: string): ScriptFile | undefined {
  const root = parseSource(path, source);
  return root && { path, root };
}
