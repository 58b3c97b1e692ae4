import { PAST_LIMITS, type PastHint } from "./document.ts";

const ENDINGS =
  "sol|vy|yul|huff|tsx?|jsx?|mjs|cjs|rs|go|py|cairo|move|java|kt|rb|php|cs|c|cc|cpp|h|hpp|sh|ya?ml|toml|json";
const FILE = `(?:[\\w@.+-]{1,100}/){0,15}[\\w@.+-]{1,100}\\.(?:${ENDINGS})`;
/** A permanent link: repository, reference, path, lines. */
const LINK = new RegExp(
  `/(?:-/)?blob/([\\w.-]{1,64})/(${FILE})(?:#L(\\d{1,7})(?:C\\d+)?(?:-L?(\\d{1,7})(?:C\\d+)?)?)?`,
  "g",
);
const PATH = new RegExp(
  `(?<![\\w/.@-])(${FILE})(?![\\w/])(?:(?:#L?|:\\s?L?|\\s*[(,]\\s*(?:lines?|L)\\s*|\\s+(?:at\\s+)?lines?\\s+)(\\d{1,7})(?:\\s*[-–~:]\\s*#?L?(\\d{1,7}))?)?`,
  "gi",
);
/** \`Vault.withdraw()\`, \`Vault::withdraw\`, \`withdraw(uint256)\`. */
const CALL = /`(?:([A-Z]\w{1,80})(?:\.|::|#))?([a-z_]\w{1,80})\s*(?:\([^`]{0,200}\))?`/g;
const BARE_CALL = /(?<![\w`.])(?:([A-Z]\w{1,80})(?:\.|::))?([a-z_]\w{1,80})\([^()\n]{0,80}\)/g;
const CONTRACT =
  /(?:\b(?:contract|library|interface|class)\s+`?([A-Z]\w{1,80})`?|`([A-Z][a-z0-9]\w{1,80})`(?:\s+contract)?|\b([A-Z]\w{1,80})\s+contract\b)/g;
/** Words of languages and of prose that look like functions in backticks. */
const NO_FUNCTIONS = new Set(
  "address bool string bytes bytes32 uint uint8 uint128 uint256 int int256 mapping memory storage calldata true false null undefined this msg block tx require revert assert return returns if else for while emit event error public external internal private view pure payable virtual override constant immutable function modifier contract struct enum type let const var async await import export default new delete unchecked assembly using is indexed wei gwei ether sol vy ts tsx js jsx rs go py json md".split(
    " ",
  ),
);

/**
 * Places that texts name, the most telling first: links and files with lines, files, functions, contracts. `texts` are
 * in the order in which they are believed.
 */
export function hintsIn(texts: readonly string[]): PastHint[] {
  const found = new Map<string, PastHint>();
  const add = (hint: PastHint): void => {
    const key = JSON.stringify([hint.path ?? "", hint.startLine ?? 0, hint.container ?? "", hint.callable ?? ""]);
    if (found.size < PAST_LIMITS.hints * 3 && !found.has(key)) found.set(key, hint);
  };
  for (const text of texts) {
    const head = text.slice(0, 30_000);
    for (const [, ref = "", path = "", start, end] of head.matchAll(LINK)) {
      const commit = /^[0-9a-f]{7,64}$/.test(ref) ? { commit: ref } : {};
      add({ path, ...lines(start, end), ...commit });
    }
    const rest = head.replace(/https?:\/\/\S+/g, " ");
    for (const [, path = "", start, end] of rest.matchAll(PATH))
      add({ path: path.slice(0, 1000), ...lines(start, end) });
    for (const [, container, callable = ""] of [...rest.matchAll(CALL), ...rest.matchAll(BARE_CALL)]) {
      if (!NO_FUNCTIONS.has(callable)) add({ ...(container === undefined ? {} : { container }), callable });
    }
    for (const [, a, b, c] of rest.matchAll(CONTRACT)) add({ container: a ?? b ?? c ?? "" });
  }
  return [...found.values()].sort((a, b) => weight(a) - weight(b)).slice(0, PAST_LIMITS.hints);
}

function weight({ path, startLine, container, callable }: PastHint): number {
  if (path !== undefined) return startLine === undefined ? 1 : 0;
  if (container !== undefined && callable !== undefined) return 2;
  return callable === undefined ? 4 : 3;
}

function lines(start: string | undefined, end: string | undefined): { startLine?: number; endLine?: number } {
  const [from, to] = [Number(start ?? 0), Number(end ?? start ?? 0)];
  if (from < 1) return {};
  return { startLine: from, endLine: to >= from ? to : from };
}
