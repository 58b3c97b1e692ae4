import { SEVERITIES } from "@redoubt/domain/finding";
import type { RiskSnapshot } from "@redoubt/domain/report";
import { bullet, collectPdf, footAllPages, heading, INK, newPdf, PAGE, type Pdf, paragraph } from "../pdf/page.ts";
import { drawTable } from "../pdf/table.ts";
import { toWinAnsi } from "../pdf/text.ts";
import { POC_WORDS } from "./words.ts";

/** A frozen risk report as PDF (A4). The hash of its data stands in the foot of each page. */
export async function riskReportPdf(raw: RiskSnapshot, sha256: string): Promise<Buffer> {
  const snapshot = toWinAnsi(raw);
  const title = `${snapshot.project.name}: risk report ${snapshot.number}`;
  const pdf = newPdf(title, new Date(snapshot.generatedAt));
  return collectPdf(pdf, () => {
    drawHead(pdf, snapshot, title);
    drawChanges(pdf, snapshot);
    heading(pdf, "Summary");
    for (const sentence of snapshot.summary) paragraph(pdf, sentence);
    drawStates(pdf, snapshot);
    drawOpen(pdf, snapshot);
    drawPocs(pdf, snapshot);
    drawCoverage(pdf, snapshot);
    heading(pdf, "Method");
    for (const text of snapshot.method) bullet(pdf, text);
    heading(pdf, "What this report cannot see");
    for (const text of snapshot.limits) bullet(pdf, text);
    footAllPages(pdf, `${title} · data SHA-256 ${sha256}`);
  });
}

function drawHead(pdf: Pdf, snapshot: RiskSnapshot, title: string): void {
  pdf.font("Helvetica-Bold").fontSize(20).fillColor(INK.text).text(title);
  const facts = [
    snapshot.organization,
    `${snapshot.generatedAt.slice(0, 16).replace("T", " ")} UTC`,
    `by ${snapshot.generatedBy}`,
    ...(snapshot.revision === null ? [] : [snapshot.revision.name]),
    ...(snapshot.revision?.nsloc == null ? [] : [`${snapshot.revision.nsloc} nSLOC`]),
  ];
  pdf.moveDown(0.3).font("Helvetica").fontSize(9).fillColor(INK.faint).text(facts.join("  ·  "));
  pdf.moveDown(0.6);
  pdf
    .moveTo(PAGE.margin, pdf.y)
    .lineTo(PAGE.width - PAGE.margin, pdf.y)
    .lineWidth(0.75)
    .strokeColor(INK.line)
    .stroke();
}

function drawChanges(pdf: Pdf, snapshot: RiskSnapshot): void {
  heading(pdf, "What changed");
  if (snapshot.previous === null) {
    paragraph(pdf, "This is the first report of the project; there is nothing to compare with.");
    return;
  }
  const since = `Since report ${snapshot.previous.number} of ${snapshot.previous.generatedAt.slice(0, 10)}`;
  if (snapshot.changes.length === 0) paragraph(pdf, `${since} no finding changed its state.`);
  else {
    paragraph(pdf, `${since}:`);
    for (const change of snapshot.changes) bullet(pdf, change.text);
  }
}

function drawStates(pdf: Pdf, snapshot: RiskSnapshot): void {
  if (snapshot.revisions.length === 0) return;
  heading(pdf, "Severity and state over revisions");
  const columns = [
    { head: "Revision", share: 2 },
    { head: "State", share: 1.6 },
    ...SEVERITIES.map((severity) => ({ head: severity, share: 1, align: "right" as const })),
  ];
  const rows = snapshot.revisions.flatMap((state) => [
    [state.revision.name, "open", ...SEVERITIES.map((severity) => String(state.open[severity]))],
    ["", "resolved", ...SEVERITIES.map((severity) => String(state.resolved[severity]))],
    ["", "set aside", ...SEVERITIES.map((severity) => String(state.setAside[severity]))],
  ]);
  drawTable(pdf, columns, rows);
}

function drawOpen(pdf: Pdf, snapshot: RiskSnapshot): void {
  heading(pdf, "Open critical and high findings");
  if (snapshot.openCriticalAndHigh.length === 0) {
    paragraph(pdf, "None.");
    return;
  }
  const columns = [
    { head: "Id", share: 0.8 },
    { head: "Finding", share: 4 },
    { head: "Severity", share: 1.2 },
    { head: "State", share: 1.5 },
    { head: "Owner", share: 1.8 },
    { head: "Age", share: 0.9, align: "right" as const },
    { head: "PoC", share: 1.8 },
  ];
  const rows = snapshot.openCriticalAndHigh.map((finding) => [
    `F-${finding.number}`,
    finding.place === null ? finding.title : `${finding.title} (${finding.place})`,
    finding.severity,
    finding.state,
    finding.owner ?? "nobody",
    `${finding.ageDays} d`,
    finding.poc === null ? "none" : POC_WORDS[finding.poc],
  ]);
  drawTable(pdf, columns, rows);
}

function drawPocs(pdf: Pdf, snapshot: RiskSnapshot): void {
  heading(pdf, "PoC results");
  if (snapshot.pocs.length === 0) {
    paragraph(pdf, "No PoC is attached.");
    return;
  }
  const columns = [
    { head: "Finding", share: 1 },
    { head: "PoC", share: 4 },
    ...snapshot.pocRevisions.map((revision) => ({ head: revision.name, share: 2 })),
  ];
  const rows = snapshot.pocs.map((poc) => [
    poc.finding === null ? "" : `F-${poc.finding}`,
    poc.title,
    ...poc.verdicts.map(({ verdict }) => (verdict === null ? "not run" : POC_WORDS[verdict])),
  ]);
  drawTable(pdf, columns, rows);
}

function drawCoverage(pdf: Pdf, snapshot: RiskSnapshot): void {
  heading(pdf, "Scan coverage");
  if (snapshot.scanners.length === 0) paragraph(pdf, "No scan has run.");
  else {
    const columns = [
      { head: "Scanner", share: 3 },
      { head: "Version", share: 2 },
      { head: "State", share: 2 },
      { head: "Results", share: 1, align: "right" as const },
    ];
    drawTable(
      pdf,
      columns,
      snapshot.scanners.map((scanner) => [
        scanner.title,
        scanner.version ?? "",
        scanner.state,
        String(scanner.results),
      ]),
    );
  }
  heading(pdf, "Not scanned", 2);
  if (snapshot.notScanned.length === 0) paragraph(pdf, "Nothing was left out by the scanners that ran.");
  else {
    const columns = [
      { head: "Scanner", share: 1.5 },
      { head: "What", share: 2.5 },
      { head: "Why", share: 4 },
    ];
    drawTable(
      pdf,
      columns,
      snapshot.notScanned.map((gap) => [gap.scanner, gap.what, gap.reason]),
    );
  }
}
