import type { GitRef, RefList } from "../contract.ts";
import { OutboundError } from "../errors.ts";

/** What a ref name or commit id asked for means in a repository. */
export type WantedRef =
  | { readonly kind: "branch" | "tag"; readonly name: string; readonly commit: string; readonly fullName: string }
  | { readonly kind: "commit"; readonly name: string };

const commitId = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const abbreviatedId = /^[0-9a-f]{7,64}$/;

/** True for a full commit id of either hash. */
export function isCommitId(text: string): boolean {
  return commitId.test(text);
}

/** Reads the answer of `git ls-remote --symref`. */
export function parseRefList(text: string): RefList {
  let defaultBranch: string | null = null;
  let head: string | null = null;
  const branches: GitRef[] = [];
  const tags = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [value = "", name = ""] = line.split("\t");
    if (value.startsWith("ref: refs/heads/") && name === "HEAD") defaultBranch = value.slice("ref: refs/heads/".length);
    if (!isCommitId(value)) continue;
    if (name === "HEAD") head = value;
    else if (name.startsWith("refs/heads/")) branches.push({ name: name.slice("refs/heads/".length), commit: value });
    // The second, peeled line of an annotated tag names the commit.
    else if (name.startsWith("refs/tags/")) tags.set(name.slice("refs/tags/".length).replace(/\^\{\}$/, ""), value);
  }
  if (!branches.some(({ name }) => name === defaultBranch)) defaultBranch = null;
  return { defaultBranch, head, branches, tags: [...tags].map(([name, commit]) => ({ name, commit })) };
}

/** Finds what was asked for; branches win over tags. Throws `outbound.git-ref-not-found`. */
export function findRef(refs: RefList, ref: string | undefined): WantedRef {
  const named = ref ?? refs.defaultBranch ?? undefined;
  if (named === undefined) {
    if (refs.head !== null) return { kind: "commit", name: refs.head };
    throw new OutboundError("outbound.git-ref-not-found", "The repository has no commit yet.");
  }
  const short = named.replace(/^refs\/(heads|tags)\//, "");
  const branch = named.startsWith("refs/tags/") ? undefined : refs.branches.find(({ name }) => name === short);
  if (branch !== undefined) return { kind: "branch", ...branch, fullName: `refs/heads/${branch.name}` };
  const tag = named.startsWith("refs/heads/") ? undefined : refs.tags.find(({ name }) => name === short);
  if (tag !== undefined) return { kind: "tag", ...tag, fullName: `refs/tags/${tag.name}` };
  if (abbreviatedId.test(named)) return { kind: "commit", name: named };
  throw new OutboundError("outbound.git-ref-not-found", `The repository has no branch, tag or commit ${named}.`);
}
