import { SEVERITIES, type Severity } from "@redoubt/domain/finding";
import { type ReadReport, readReport } from "../../pipeline/read-report.ts";

/** One file, and whether as much was brought in as stands in it. */
export interface Conformance {
  /** Relative to the folder. */
  readonly file: string;
  readonly kind: "report" | "model" | "unknown";
  readonly format: string | null;
  /** Units by the format's independent counter; null where no format reads the file. */
  readonly stated: number | null;
  /** Findings, or decisions of a document that only decides. A severity that a document does not say counts nowhere. */
  readonly imported: number;
  /** Why the file, or a part of it, was not taken; null when all of it was. */
  readonly refused: string | null;
  readonly bySeverity: Readonly<Record<Severity, number>>;
}

/** Reads one file as an import would, in a process of its own, and counts it in another way. */
export async function checkFile(
  file: string,
  name: string,
  options: { readonly memoryMb: number; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Conformance> {
  const { signal, ...limits } = options;
  const read = await readReport(file, { kind: "any", dependencyPaths: [], count: true, limits, signal });
  return { file: name, kind: read.kind, format: read.format, stated: read.stated, ...outcome(read) };
}

/** True when all that is stated came in, or when the reader says what did not. */
export function conforms({ stated, imported, refused }: Conformance): boolean {
  return refused !== null || stated === imported;
}

function outcome({
  runs,
  past,
  notices,
  refused,
}: ReadReport): Pick<Conformance, "imported" | "refused" | "bySeverity"> {
  const findings = past?.entries ?? runs.flatMap((run) => run.findings);
  const bySeverity = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
  ) as Record<Severity, number>;
  const units = runs.map((run) => (run.findings.length > 0 ? run.findings.length : run.statements.length));
  const limits = [...runs.flatMap((run) => run.notices), ...notices].filter(({ kind }) => kind === "limit");
  return {
    imported: past?.entries.length ?? units.reduce((sum, each) => sum + each, 0),
    refused: refused ?? leftOut(past) ?? (limits.length === 0 ? null : limits.map(({ reason }) => reason).join("; ")),
    bySeverity,
  };
}

/** What was not taken of a document, by its remarks: what is beyond the limit, rows and tables without a title. */
function leftOut(past: ReadReport["past"]): string | null {
  return past?.notices.filter((notice) => /left out|^No column/.test(notice)).join("; ") || null;
}
