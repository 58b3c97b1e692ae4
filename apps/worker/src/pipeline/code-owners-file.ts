import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CodeOwnersFile, COMMIT_LIMITS } from "@redoubt/domain/source";

/** Where GitHub and GitLab look, in an order that fits both. */
const PLACES = [".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** The file CODEOWNERS of a tree; null without one, and for one that is a link or too large to be read as one. */
export async function readCodeOwnersFile(folder: string): Promise<CodeOwnersFile | null> {
  for (const place of PLACES) {
    const file = join(folder, place);
    const facts = await lstat(file).catch(() => null);
    if (facts === null || !facts.isFile()) continue;
    if (facts.size > COMMIT_LIMITS.codeOwnersBytes) return null;
    const text = await readFile(file, "utf8");
    return { place, text: text.replaceAll("\0", "\uFFFD").toWellFormed() };
  }
  return null;
}
