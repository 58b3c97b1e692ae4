import { EDITORS, type Editor } from "@redoubt/domain/identity";

export const EDITOR_WORDS: Readonly<Record<Editor, string>> = {
  vscode: "VS Code",
  "vscode-insiders": "VS Code Insiders",
  cursor: "Cursor",
  windsurf: "Windsurf",
  zed: "Zed",
  idea: "IntelliJ IDEA",
};

export const EDITOR_OPTIONS = EDITORS.map((value) => ({ value, label: EDITOR_WORDS[value] }));

/** The address that an editor on this machine listens to, for a line of a file below a local folder. */
export function editorLink(editor: Editor, folder: string, path: string, line: number | null): string {
  const file = encodeURI(`${folder.replaceAll("\\", "/").replace(/\/+$/, "")}/${path}`).replaceAll(
    /[?#]/g,
    encodeURIComponent,
  );
  const at = line ?? 1;
  if (editor === "idea") return `idea://open?file=${encodeURIComponent(decodeURIComponent(file))}&line=${at}`;
  // A path on Windows begins with its drive: the address wants a slash before it.
  const rooted = file.startsWith("/") ? file : `/${file}`;
  return `${editor}://file${rooted}:${at}:1`;
}

/** Says what is wrong with a folder that files are to be found in; null when nothing is. */
export function folderProblem(folder: string): string | null {
  const text = folder.trim();
  if (text === "") return "Name the folder.";
  if (/^~/.test(text)) return "Write the whole path: your editor does not know what ~ stands for.";
  return /^(?:\/|[a-z]:[\\/])/i.test(text) ? null : "Write the whole path, from the root: /home/you/code/vault.";
}

const KEY = "redoubt:folder:";

/** Where the code of a project lies on this machine: each machine has its own answer, so it stays in this browser. */
export function folderOf(project: string): string | null {
  try {
    return localStorage.getItem(`${KEY}${project}`);
  } catch {
    return null;
  }
}

/** Every folder that is remembered on this machine, by project. */
export function knownFolders(): [string, string][] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(KEY))
      .sort()
      .map((key) => [key.slice(KEY.length), localStorage.getItem(key) ?? ""]);
  } catch {
    return [];
  }
}

/** Remembers the folder of a project, or forgets it. */
export function rememberFolder(project: string, folder: string | null): void {
  try {
    if (folder === null) localStorage.removeItem(`${KEY}${project}`);
    else localStorage.setItem(`${KEY}${project}`, folder.trim());
  } catch {
    // Without storage it is asked for again.
  }
}
