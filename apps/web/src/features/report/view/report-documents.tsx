"use client";
import type { ReportDetail } from "@redoubt/domain/report";
import { Button, CopyButton, LinkButton, Spinner } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ProjectScope } from "../words.ts";

/** The report as documents; PDF and Markdown wait until the worker has made them. */
export function ReportDocuments({ scope, report }: { scope: ProjectScope; report: ReportDetail }) {
  const base = `/api/o/${encodeURIComponent(scope.organization)}/p/${encodeURIComponent(scope.project)}/report/${report.number}`;
  const ready = report.renderState === "ready";
  const markdown = useMarkdown(`${base}/md`, ready);
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      {report.renderState === "queued" && (
        <span role="status" className="inline-flex items-center gap-2 text-12 text-ink-3">
          <Spinner />
          PDF and Markdown are being made
        </span>
      )}
      {markdown !== undefined && <CopyButton withText label="Copy as Markdown" text={markdown} />}
      <Document href={`${base}/json`} name="JSON" ready />
      <Document href={`${base}/md`} name="Markdown" ready={ready} />
      <Document href={`${base}/pdf`} name="PDF" ready={ready} primary />
    </div>
  );
}
function Document({ href, name, ready, primary }: { href: string; name: string; ready: boolean; primary?: boolean }) {
  const variant = primary ? "primary" : "default";
  if (!ready) {
    return (
      <Button variant={variant} disabled>
        <Download aria-hidden="true" />
        {name}
      </Button>
    );
  }
  return (
    <LinkButton href={href} download variant={variant}>
      <Download aria-hidden="true" />
      {name}
    </LinkButton>
  );
}

/** The Markdown itself, read beforehand: browsers refuse the clipboard to what comes late after a click. */
function useMarkdown(href: string, ready: boolean): string | undefined {
  const { data } = useQuery({
    queryKey: ["report-markdown", href],
    queryFn: async ({ signal }) => {
      const response = await fetch(href, { signal });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return response.text();
    },
    enabled: ready,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}
