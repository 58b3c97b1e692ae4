// Counts the results of a SARIF text in another way than the reader does, sharing nothing with it: the whole file is
// loaded and walked. Tests and conformance compare the two.

/** Number of elements in all `runs[].results`; undefined when the text is no JSON object with runs. */
export function countSarifResults(text: string): number | undefined {
  let log: { runs?: { results?: unknown }[] };
  try {
    log = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(log?.runs)) return undefined;
  return log.runs.reduce((sum, run) => sum + (Array.isArray(run?.results) ? run.results.length : 0), 0);
}
