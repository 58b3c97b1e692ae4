/** One section of `.gitmodules`. */
export interface GitModule {
  readonly name: string;
  readonly path: string;
  readonly url: string;
}

/** Reads `.gitmodules` as data: sections with a path and a URL; everything else in them is ignored. */
export function parseGitModules(text: string): GitModule[] {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  for (const line of joinContinuedLines(text)) {
    const section = /^\s*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (section !== null) {
      const name = (section[2] ?? "").replace(/\\(.)/g, "$1");
      current = section[1]?.toLowerCase() === "submodule" ? (sections.get(name) ?? new Map()) : undefined;
      if (current !== undefined) sections.set(name, current);
      continue;
    }
    const setting = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*=\s*(.*)$/.exec(line);
    if (setting?.[1] !== undefined) current?.set(setting[1].toLowerCase(), parseValue(setting[2] ?? ""));
  }
  return [...sections].flatMap(([name, settings]) => {
    const path = settings.get("path");
    const url = settings.get("url");
    return path === undefined || url === undefined ? [] : [{ name, path: path.replace(/\/+$/, ""), url }];
  });
}

/**
 * The https address of a submodule: relative ones against the repository that names it, ssh ones by their host and
 * path. Undefined for what cannot be read over https, such as a local path.
 */
export function submoduleUrl(url: string, parent: string | undefined): string | undefined {
  if (url.startsWith("./") || url.startsWith("../")) {
    return parent === undefined ? undefined : resolveRelative(url, parent);
  }
  const ssh =
    /^(?:ssh|git\+ssh):\/\/(?:[^@/]+@)?([^/:]+)(?::\d+)?\/(.+)$/.exec(url) ??
    /^(?:[^@/:]+@)([^/:]+):(?!\/\/)\/?(.+)$/.exec(url);
  if (ssh !== null) return `https://${ssh[1]}/${ssh[2]}`;
  return /^https?:\/\//.test(url) ? url : undefined;
}

/** As git does it: against the repository's own address, each `..` takes one part of the path away. */
function resolveRelative(url: string, parent: string): string | undefined {
  const base = new URL(parent);
  const parts = base.pathname.replace(/\/+$/, "").split("/").slice(1);
  let rest = url;
  for (;;) {
    if (rest.startsWith("./")) rest = rest.slice(2);
    else if (rest.startsWith("../")) {
      if (parts.pop() === undefined) return undefined;
      rest = rest.slice(3);
    } else break;
  }
  if (rest.split("/").includes("..")) return undefined;
  return new URL(`/${[...parts, rest].join("/")}`, base.origin).href;
}

function joinContinuedLines(text: string): string[] {
  return text.replaceAll("\r\n", "\n").replaceAll(/\\\n/g, "").split("\n");
}

function parseValue(text: string): string {
  let value = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') quoted = !quoted;
    else if (char === "\\") {
      at += 1;
      const escaped = text.charAt(at);
      value += { n: "\n", t: "\t", b: "\b" }[escaped] ?? escaped;
    } else if (!quoted && (char === "#" || char === ";")) break;
    else value += char;
  }
  return value.trim();
}
