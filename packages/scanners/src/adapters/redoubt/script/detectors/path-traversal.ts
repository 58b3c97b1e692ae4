import { scriptDetector } from "../../detector.ts";
import { callsIn, importedFrom, type ScriptCall, some, mentions, strip } from "../expressions.ts";
import { type ScriptFile, FUNCTION_KINDS } from "../file.ts";
import { taintedName, taintOf } from "../taint.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const FS = /^(fs|fs\/promises|fs-extra|graceful-fs)$/;
const FS_CALLS =
  /^(readFile|writeFile|appendFile|createReadStream|createWriteStream|unlink|rm|rmdir|readdir|open|copyFile|rename|mkdir|stat|access|readJson|outputFile|remove)(Sync)?$/;
const SERVED = new Set(["sendFile", "sendfile", "download"]);
const CLEAN =
  /^(basename|Number|parseInt|BigInt|sanitize|sanitizeFilename|filenamify|slugify|randomUUID|createHash|digest|hash)$/;

export const pathTraversal = scriptDetector(
  {
    id: "redoubt/path-traversal",
    title: "Path from outside reaches the file system",
    description:
      "A value such as `../../.env` leads out of the folder that was meant, to keys and configuration, or overwrites code. Resolve the path and refuse it unless it lies below the intended folder, or take only the base name, or look the file up by an id.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-22"],
  },
  /\bfs\b|fs-extra|graceful-fs|sendFile|sendfile|download/,
  function* (file) {
    for (const call of callsIn(file)) {
      const path = sinkOf(call, file);
      if (!path || taintOf(path, file, CLEAN) !== "input" || staysBelow(path, file)) continue;
      yield {
        node: call.node,
        detail: `\`${taintedName(path, file, CLEAN)}\` decides which file \`${call.name}\` touches.`,
      };
    }
  },
);

function sinkOf(call: ScriptCall, file: ScriptFile): SyntaxNode | undefined {
  const [first] = call.args;
  if (!first) return undefined;
  if (SERVED.has(call.name) && call.receiver && /^(res|response|reply|c|ctx)$/.test(call.receiver.text)) {
    // With a root the framework itself refuses to leave it.
    return call.args.slice(1).some((argument) => /\broot\s*:/.test(argument.text)) ? undefined : first;
  }
  const from = importedFrom(call, file);
  if (from && FS.test(from.module) && FS_CALLS.test(call.name)) return first;
  const isPromises = call.receiver?.kind === "member_expression" && /^fs\w*\.promises$/.test(call.receiver.text);
  return isPromises && FS_CALLS.test(call.name) ? first : undefined;
}

// `if (!full.startsWith(root + sep)) throw`, `relative(root, full).startsWith("..")`, in the same function and before.
function staysBelow(path: SyntaxNode, file: ScriptFile): boolean {
  const inner = strip(path);
  if (inner.kind !== "identifier") return false;
  let fn = path.parent;
  while (fn && !FUNCTION_KINDS.has(fn.kind)) fn = fn.parent;
  return file.nodes("if_statement").some((statement) => {
    const condition = statement.field("condition");
    const inside = !fn || (fn.start <= statement.start && statement.end <= fn.end);
    if (!condition || !inside || statement.start > path.start || !mentions(condition, inner.text)) return false;
    return some(
      condition,
      (each) => each.kind === "property_identifier" && /^(startsWith|relative|isAbsolute)$/.test(each.text),
    );
  });
}
