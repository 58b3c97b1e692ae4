import type { ProjectDeps } from "../../shared/server.ts";
import type { ListPreviewRows, PreviewRow } from "../import-preview.ts";
import { pageOfPreview } from "../sql/preview-rows.ts";
import { findPreview } from "./get-import-preview.ts";

/** One page of a preview's rows of one kind; `next` is the cursor of the next, null on the last. Throws scan.not-found. */
export async function listPreviewRows(
  deps: ProjectDeps,
  input: ListPreviewRows,
): Promise<{ items: PreviewRow[]; next: number | null }> {
  return deps.withOrganization(async (tx) => {
    const preview = await findPreview(tx, deps, input.number);
    if (preview === null) return { items: [], next: null };
    const { kind, cursor: after, limit } = input;
    const rows = await pageOfPreview(tx, deps, { scanId: preview.scanId, kind, after, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.position ?? 0) + 1 : null };
  });
}
