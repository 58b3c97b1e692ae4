import { recordAudit } from "../../audit/server.ts";
import { limitAttempts, type SignInDeps } from "../../identity/server.ts";
import { createSystemDeps, type Tx } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import { readSnapshot } from "../read-snapshot.ts";
import { readShareToken } from "../share-token.ts";
import { type ReportSnapshot, REPORT_KINDS, type SharedReport } from "../stored.ts";
import { DOCUMENT_SELECT, documentName } from "./get-report-document.ts";
import { namesRestricted } from "./read-report.ts";

/** Openings from one address, whether they open anything or not: counted before anything is looked up. */
export const SHARE_RULE = { limit: 60, windowSeconds: 600 } as const;

/**
 * What the holder of a link reads; counted and written to the audit log. Wrong, expired and revoked links, and those
 * of reports that name a finding restricted since, are answered alike. Throws report.share-not-found and
 * report.too-many-openings.
 */
export async function openShare(deps: SignInDeps, token: string): Promise<SharedReport> {
  return open(deps, token, "page", (row, snapshot) => ({
    kind: REPORT_KINDS.find((kind) => kind === row.report.kind) ?? "risk",
    number: row.report.number,
    title: row.report.title,
    sha256: row.report.sha256,
    rendered: row.report.pdfArtifact !== null && row.report.markdownArtifact !== null,
    expiresAt: row.expiresAt,
    snapshot: forReaders(snapshot),
  }));
}

/** What the report shows: the list that later reports are compared with is in none of its pages. */
function forReaders(snapshot: ReportSnapshot): ReportSnapshot {
  return "ledger" in snapshot ? { ...snapshot, ledger: null } : snapshot;
}

/** The same as a document, by storage key; its own opening. Throws report.not-rendered too. */
export async function openSharedDocument(
  deps: SignInDeps,
  token: string,
  format: "pdf" | "md",
): Promise<{ fileName: string; storageKey: string }> {
  return open(deps, token, format, ({ report }) => {
    const artifact = format === "pdf" ? report.pdfArtifact : report.markdownArtifact;
    if (artifact === null) throw reportError("report.not-rendered");
    const fileName = documentName(report.project.slug, report.kind, report.number, format);
    return { fileName, storageKey: artifact.storageKey };
  });
}

async function open<T>(
  deps: SignInDeps,
  token: string,
  what: string,
  answer: (row: ShareRow, snapshot: ReportSnapshot) => T,
): Promise<T> {
  const { allowed, retryAfterSeconds } = await limitAttempts(deps, "share", SHARE_RULE);
  if (!allowed) throw reportError("report.too-many-openings", { details: { retryAfterSeconds } });
  const key = readShareToken(token);
  if (key === undefined) throw reportError("report.share-not-found");
  return deps.database.withOrganization(key.organizationId, async (tx) => {
    const row = await find(tx, key);
    const snapshot = row === null ? null : readSnapshot(row.report.snapshot);
    if (row === null || snapshot === null || (await namesRestricted(tx, row, snapshot)))
      throw reportError("report.share-not-found");
    const result = answer(row, snapshot);
    await tx.db.reportShare.updateMany({
      where: { organizationId: key.organizationId, id: row.id },
      data: { openings: { increment: 1 }, lastOpenedAt: tx.now },
    });
    const system = { ...createSystemDeps(deps.database, key.organizationId, "share link"), requestId: deps.requestId };
    await recordAudit(tx, system, "report.open-share", {
      subjectId: row.id,
      projectId: row.projectId,
      details: { report: row.report.number, what, address: deps.address ?? "unknown" },
    });
    await tx.announce({
      organizationId: key.organizationId,
      ...{ projectId: row.projectId, topic: "report", subjectId: row.reportId },
    });
    return result;
  });
}

type ShareRow = NonNullable<Awaited<ReturnType<typeof find>>>;

async function find(tx: Tx, { organizationId, hash }: { organizationId: string; hash: string }) {
  return tx.db.reportShare.findFirst({
    where: {
      ...{ organizationId, tokenHash: hash, revokedAt: null, expiresAt: { gt: tx.now } },
      report: { project: { archivedAt: null } },
    },
    select: {
      ...{ organizationId: true, id: true, projectId: true, reportId: true, expiresAt: true },
      report: { select: { ...DOCUMENT_SELECT, title: true, sha256: true, snapshot: true } },
    },
  });
}
