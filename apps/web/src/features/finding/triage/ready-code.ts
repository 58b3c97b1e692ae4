import type { FindingDetail } from "@redoubt/domain/finding";
import type { QueryClient } from "@tanstack/react-query";
import { highlightLines, sourceFileQuery } from "#features/source/index.ts";
import { placesOf } from "../code/code-windows.ts";

/** Reads the code of a finding and colours it, as long as it is wanted. */
export async function readyCode(
  cache: QueryClient,
  scope: { readonly organization: string; readonly project: string },
  finding: FindingDetail,
  isWanted: () => boolean,
): Promise<void> {
  const [place] = placesOf(finding.occurrences);
  if (place?.path == null || place.revision === null) return;
  const file = await cache.fetchQuery(sourceFileQuery(scope, place.revision.number, place.path));
  if (file.text !== null && isWanted()) await highlightLines(file.text, file.path);
}
