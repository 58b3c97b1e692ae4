import type { Readable } from "node:stream";
import { aderynFormat } from "./adapters/aderyn/format.ts";
import { banditFormat } from "./adapters/bandit/format.ts";
import { brakemanFormat } from "./adapters/brakeman/format.ts";
import { burpFormat } from "./adapters/burp/format.ts";
import { checkovFormat } from "./adapters/checkov/format.ts";
import { cyclonedxFormat } from "./adapters/cyclonedx/format.ts";
import { dependencyCheckFormat } from "./adapters/dependency-check/format.ts";
import { detectSecretsFormat } from "./adapters/detect-secrets/format.ts";
import { echidnaFormat } from "./adapters/echidna/format.ts";
import { eslintFormat } from "./adapters/eslint/format.ts";
import { forgeLintFormat } from "./adapters/forge-lint/format.ts";
import { forgeTestFormat } from "./adapters/forge-test/format.ts";
import { genericFormat } from "./adapters/generic/format.ts";
import { githubAlertsFormat } from "./adapters/github-alerts/format.ts";
import { gitleaksFormat } from "./adapters/gitleaks/format.ts";
import { gosecFormat } from "./adapters/gosec/format.ts";
import { grypeFormat } from "./adapters/grype/format.ts";
import { hadolintFormat } from "./adapters/hadolint/format.ts";
import { halmosFormat } from "./adapters/halmos/format.ts";
import { kicsFormat } from "./adapters/kics/format.ts";
import { medusaFormat } from "./adapters/medusa/format.ts";
import { mythrilFormat } from "./adapters/mythril/format.ts";
import { nessusFormat } from "./adapters/nessus/format.ts";
import { npmAuditFormat } from "./adapters/npm-audit/format.ts";
import { nucleiFormat } from "./adapters/nuclei/format.ts";
import { openvexFormat } from "./adapters/openvex/format.ts";
import { osvScannerFormat } from "./adapters/osv-scanner/format.ts";
import { pnpmAuditFormat } from "./adapters/pnpm-audit/format.ts";
import { retireJsFormat } from "./adapters/retire-js/format.ts";
import { sarifFormat } from "./adapters/sarif/format.ts";
import { secretlintFormat } from "./adapters/secretlint/format.ts";
import { semgrepFormat } from "./adapters/semgrep/format.ts";
import { slitherFormat } from "./adapters/slither/format.ts";
import { snykFormat } from "./adapters/snyk/format.ts";
import { solhintFormat } from "./adapters/solhint/format.ts";
import { sonarqubeFormat } from "./adapters/sonarqube/format.ts";
import { tfsecFormat } from "./adapters/tfsec/format.ts";
import { trivyFormat } from "./adapters/trivy/format.ts";
import { trufflehogFormat } from "./adapters/trufflehog/format.ts";
import { yarnAuditFormat } from "./adapters/yarn-audit/format.ts";
import { zapFormat } from "./adapters/zap/format.ts";
import type { ReportFormat } from "./contract.ts";
import { outlineReport } from "./reading/inspect.ts";
import type { ReportShape } from "./reading/shape.ts";
import { recognise } from "./recognised.ts";

export type { Media, Notice, ParseContext, ReportFormat, ReportRun } from "./contract.ts";
export { BROUGHT_HERE, inspectPast, PAST_FORMATS, type PastContext, type PastFormat } from "./past.ts";
export { ReportError, type ReportErrorCode } from "./reading/report-error.ts";

/** Every report format that can be uploaded without having the tool, in the order in which people read them. */
export const REPORT_FORMATS: readonly ReportFormat[] = [
  sarifFormat,
  slitherFormat,
  aderynFormat,
  mythrilFormat,
  echidnaFormat,
  medusaFormat,
  halmosFormat,
  forgeLintFormat,
  forgeTestFormat,
  solhintFormat,
  semgrepFormat,
  trivyFormat,
  grypeFormat,
  gitleaksFormat,
  trufflehogFormat,
  secretlintFormat,
  detectSecretsFormat,
  osvScannerFormat,
  npmAuditFormat,
  pnpmAuditFormat,
  yarnAuditFormat,
  snykFormat,
  dependencyCheckFormat,
  retireJsFormat,
  cyclonedxFormat,
  openvexFormat,
  githubAlertsFormat,
  sonarqubeFormat,
  eslintFormat,
  banditFormat,
  gosecFormat,
  brakemanFormat,
  checkovFormat,
  kicsFormat,
  tfsecFormat,
  hadolintFormat,
  nucleiFormat,
  zapFormat,
  burpFormat,
  nessusFormat,
  genericFormat,
];

/** From here on an outline is believed, and from there on nothing more is read to be sure. */
const BELIEVED = 0.5;
const CERTAIN = 0.9;

/** What a file is: a report of a format that is read, or why not, in a sentence for people. */
export type ReportInspection =
  | { readonly kind: "report"; readonly format: ReportFormat }
  | { readonly kind: "report" | "model" | "unknown"; readonly format: undefined; readonly refusal: string };

/** Looks at a file's content and says what it is. Throws `ReportError` for what is refused whatever it is. */
export async function inspectReport(stream: Readable): Promise<ReportInspection> {
  const { shape, binary } = await outlineReport(stream, (seen) => bestFormat(seen).sure >= CERTAIN);
  const best = bestFormat(shape);
  if (best.format !== undefined && best.sure >= BELIEVED) return { kind: "report", format: best.format };
  const known = recognise(shape);
  const seen = known === undefined ? seenWords(shape, binary) : `This is ${known.title}, which is not read here.`;
  return { kind: known?.kind ?? "unknown", format: undefined, refusal: seen };
}

/** What can be read here, in one sentence, for those whose file cannot. */
export const READ_HERE = `Read here: ${REPORT_FORMATS.map(({ title }) => title).join(", ")}. Most other tools can write SARIF.`;

function bestFormat(shape: ReportShape): { readonly format: ReportFormat | undefined; readonly sure: number } {
  let best: { format: ReportFormat | undefined; sure: number } = { format: undefined, sure: 0 };
  for (const format of REPORT_FORMATS) {
    const sure = format.detect(shape);
    if (sure > best.sure) best = { format, sure };
  }
  return best;
}

function seenWords(shape: ReportShape, binary: string | undefined): string {
  const names = shape
    .names()
    .filter((name) => name !== "[]")
    .slice(0, 8)
    .map((name) => name.slice(0, 40));
  switch (shape.content) {
    case "empty":
      return "The file is empty: an empty file names no tool, so nothing can be told from it.";
    case "binary":
      return `This is ${binary ?? "no text"}: unpack it, or export the report as JSON or XML.`;
    case "html":
      return "This is a web page: export the report as JSON or XML.";
    case "xml":
      return `This is XML with the root element ${names[0] ?? "(none that can be read)"}, which no format that is read has.`;
    case "json": {
      const damage = shape.broken === undefined ? "" : `, damaged further on (${shape.broken})`;
      const whole = shape.head.trim();
      if (/^(?:null|\[\s*\]|\{\s*\})$/.test(whole)) {
        return `The file holds only ${whole}: many tools write that when they find nothing, and it does not say which one.`;
      }
      if (names.length === 0) return `This is JSON without any key that names a tool${damage}.`;
      return `This is JSON with the keys ${names.join(", ")}${damage}, which no format that is read has.`;
    }
    default: {
      const line = shape.head.trim().split("\n", 1)[0]?.trim().slice(0, 80) ?? "";
      return `This is text that begins with "${line}", which no format that is read does.`;
    }
  }
}
