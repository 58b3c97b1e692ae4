import type { ReportSnapshot } from "./stored.ts";

/** Numbers of all findings that a report names in any place, so that one that is restricted later can be found in it. */
export function namedFindings(snapshot: ReportSnapshot): number[] {
  if (snapshot.format === "redoubt/finding-report@1") return [snapshot.sheet.number];
  if (snapshot.format === "redoubt/known-issues@1") return snapshot.issues.map(({ number }) => number);
  if (snapshot.format === "redoubt/threat-model@1") return [];
  const { changes, decisions, answer, openCriticalAndHigh, ledger, diff, promises, sheets, pocs } = snapshot;
  const numbers = [
    ...changes.map(({ finding }) => finding),
    ...decisions.flatMap(({ findings }) => findings),
    ...answer.reasons.map(({ finding }) => finding),
    ...openCriticalAndHigh.map(({ number }) => number),
    ...(ledger?.entries ?? []).map(({ number }) => number),
    ...(diff?.findings ?? []).map(({ number }) => number),
    ...(diff?.pocs ?? []).map(({ finding }) => finding),
    ...(promises?.lines ?? []).map(({ finding }) => finding),
    ...sheets.map(({ number }) => number),
    ...pocs.map(({ finding }) => finding),
  ];
  return [...new Set(numbers.filter((number) => number !== null))].sort((a, b) => a - b);
}
