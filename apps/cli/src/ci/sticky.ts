import type { CommentBox } from "./pipeline.ts";

/** What GitHub takes; GitLab takes more. Characters. */
const MOST = 65_000;

const mark = (project: string, run: bigint): string =>
  `<!-- redoubt-ci project=${encodeURIComponent(project)} run=${run} -->`;

export type Posted = "created" | "edited" | "unchanged" | "newer" | "none";

/**
 * One comment for one project: edits the one that is there, however many others came after it. `create` false writes
 * none where there is none yet, so that a change without news stays quiet.
 */
export async function postSticky(
  box: CommentBox,
  { project, run, body, create }: { project: string; run: bigint; body: string; create: boolean },
): Promise<Posted> {
  const begin = `<!-- redoubt-ci project=${encodeURIComponent(project)} run=`;
  const text = `${mark(project, run)}\n${body}`.slice(0, MOST);
  for await (const comment of box.own()) {
    if (!comment.body.startsWith(begin)) continue;
    const theirs = /^(\d{1,40}) -->/.exec(comment.body.slice(begin.length))?.[1];
    if (theirs !== undefined && BigInt(theirs) > run) return "newer";
    const same = comment.body.slice(comment.body.indexOf("\n")).trim() === body.trim();
    if (same) return "unchanged";
    await box.edit(comment.id, text);
    return "edited";
  }
  if (!create) return "none";
  await box.create(text);
  return "created";
}
