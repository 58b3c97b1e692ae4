/** Seven characters of the commit, or of the tree hash for sources without commits. */
export function shortName(revision: {
  label: string | null;
  commit: string | null;
  treeHash: string | null;
  number: number;
}): string {
  return revision.label ?? (revision.commit ?? revision.treeHash)?.slice(0, 7) ?? `#${revision.number}`;
}
