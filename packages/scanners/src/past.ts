import type { Readable } from "node:stream";
import { auditPdfFormat } from "./adapters/audit-pdf/format.ts";
import { auditReportFormat } from "./adapters/audit-report/format.ts";
import { defectdojoFormat } from "./adapters/defectdojo/format.ts";
import { findingsCsvFormat } from "./adapters/findings-csv/format.ts";
import { findingsXlsxFormat } from "./adapters/findings-xlsx/format.ts";
import type { PastFormat } from "./contract.ts";
import { outlineReport } from "./reading/inspect.ts";

export type { PastContext, PastFormat } from "./contract.ts";

/** Every kind of document that brings in what was found and decided elsewhere, in the order in which people read them. */
export const PAST_FORMATS: readonly PastFormat[] = [
  auditReportFormat,
  auditPdfFormat,
  findingsCsvFormat,
  findingsXlsxFormat,
  defectdojoFormat,
];

const BELIEVED = 0.5;
const CERTAIN = 0.9;

/** What can be brought in, in one sentence, for those whose file cannot. */
export const BROUGHT_HERE = `Brought in here: ${PAST_FORMATS.map(({ title }) => title).join(", ")}.`;

/** The format of a document of the past, by its content; undefined when it is none. Throws `ReportError` like `inspectReport`. */
export async function inspectPast(stream: Readable): Promise<PastFormat | undefined> {
  const rated = (shape: Parameters<PastFormat["detect"]>[0]) =>
    PAST_FORMATS.map((format) => ({ format, sure: format.detect(shape) })).sort((a, b) => b.sure - a.sure)[0];
  const { shape } = await outlineReport(stream, (seen) => (rated(seen)?.sure ?? 0) >= CERTAIN);
  const best = rated(shape);
  return best !== undefined && best.sure >= BELIEVED ? best.format : undefined;
}
