"use client";
import { type ReportKind, type ReportSnapshot, momentOf } from "@redoubt/domain/report";
import { LinkButton } from "@redoubt/ui";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Logo } from "#features/frame/index.ts";
import { ReportBody } from "../body/report-body.tsx";
import { HashOf, ReportTitle } from "../view/report-screen.tsx";
import { KIND_TITLES } from "../words.ts";

/** What the link's holder may see; the state says why there is nothing, and wrong, expired and revoked are one state. */
export type SharedReportPageProps =
  | {
      state: "open";
      token: string;
      report: {
        kind: ReportKind;
        number: number;
        sha256: string;
        rendered: boolean;
        expiresAt: Date;
        snapshot: ReportSnapshot;
      };
    }
  | { state: "closed" }
  | { state: "too-many" };

/** A report that was handed on by a link: read-only, on its own, with no way into the product. */
export function SharedReportPage(props: SharedReportPageProps) {
  if (props.state === "closed") {
    return (
      <Ground>
        <Nothing title="This link opens nothing">
          It may be wrong, expired or taken back. Ask the person who sent it for a new one.
        </Nothing>
      </Ground>
    );
  }
  if (props.state === "too-many") {
    return (
      <Ground>
        <Nothing title="Links were opened too often from here">Wait some minutes and open it again.</Nothing>
      </Ground>
    );
  }
  return <Shared {...props} />;
}

function Shared({ token, report }: Extract<SharedReportPageProps, { state: "open" }>) {
  const { kind, number, snapshot, sha256, rendered, expiresAt } = report;
  const { project, organization, revision, generatedAt, generatedBy } = snapshot;
  const base = `/api/share/${encodeURIComponent(token)}`;
  return (
    <Ground
      name={`${KIND_TITLES[kind]}, ${organization}`}
      actions={
        rendered && (
          <>
            <LinkButton href={`${base}/md`} download>
              <Download aria-hidden="true" />
              Markdown
            </LinkButton>
            <LinkButton href={`${base}/pdf`} download variant="primary">
              <Download aria-hidden="true" />
              PDF
            </LinkButton>
          </>
        )
      }
    >
      <h1 className="text-28! leading-[34px]! wrap-anywhere">
        <ReportTitle report={{ kind, number, snapshot }} />
      </h1>
      <p className="mt-1 mb-6 text-ink-3">
        {project.name}
        {revision !== null && `, ${revision.name}`}, frozen {momentOf(generatedAt)} by {generatedBy}
      </p>
      <ReportBody scope={null} snapshot={snapshot} />
      <footer className="mt-10 border-t border-line-strong pt-4">
        <HashOf sha256={sha256} />
        <p className="mt-3 text-12 text-ink-3">
          Confidential. This link ends {momentOf(expiresAt.toISOString())}; each opening is counted and recorded.
        </p>
      </footer>
    </Ground>
  );
}

function Ground({ name, actions, children }: { name?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-h-dvh bg-surface">
      <div className="mx-auto max-w-[794px] px-16 pt-8 pb-16 phone:px-4 print:p-0">
        <header className="flex flex-wrap items-center gap-x-2.5 gap-y-2 border-b border-ink pb-3">
          <Logo className="size-[18px]" />
          <b className="font-semibold">Redoubt</b>
          {name !== undefined && <span className="min-w-0 text-12 text-ink-3">{name}</span>}
          {actions && <div className="no-print ml-auto flex gap-2">{actions}</div>}
        </header>
        <main className="pt-7">{children}</main>
      </div>
    </div>
  );
}

function Nothing({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="max-w-[480px] py-10">
      <h1>{title}</h1>
      <p className="mt-2 text-14 text-ink-2">{children}</p>
    </div>
  );
}
