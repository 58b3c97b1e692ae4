"use client";
import { type PolicyPreview, SEVERITIES } from "@redoubt/domain/finding";
import { Loading, SideSection, Skeleton } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import { SeverityLevel, StateTag } from "../tags.tsx";
import { countWords, findingLabel, SEVERITY_WORDS } from "../words.ts";
import { findingsOf, type PolicyPlace, type ScopeInput, usePolicyApi } from "./policy-api.ts";

const PAUSE = 400;

/** Asks what a scope covers a moment after it was last changed. */
export function PolicyPreviewSide({ place, scope }: { place: PolicyPlace; scope: ScopeInput }) {
  const api = usePolicyApi(place);
  const asked = useSettled(scope);
  const isNarrow = [asked.detector, asked.path, asked.package, asked.advisory].some((each) => each != null);
  const { data, error, isFetching } = useQuery({
    queryKey: api.previewKey(asked),
    queryFn: () => api.preview(asked),
    enabled: isNarrow,
  });
  return (
    <SideSection title="Would decide now" aria-busy={isFetching || undefined}>
      {!isNarrow ? (
        <p className="text-ink-3">Fill in a check, a path, a package or an advisory to see what it covers.</p>
      ) : error !== null ? (
        <p className="text-bad">{problemOf(error).message}</p>
      ) : data === undefined ? (
        <Loading label="Findings are looked up">
          <Skeleton width="60%" />
        </Loading>
      ) : (
        <PreviewList place={place} preview={data} />
      )}
    </SideSection>
  );
}

/** Exactly the findings that a policy covers now, worst first, and what its beginning needs. */
export function PreviewList({ place, preview }: { place: PolicyPlace; preview: PolicyPreview }) {
  const { total, bySeverity, hidden, hits, approvalNeeded } = preview;
  const parts = SEVERITIES.filter((each) => bySeverity[each] > 0).map(
    (each) => `${bySeverity[each]} ${SEVERITY_WORDS[each].toLowerCase()}`,
  );
  return (
    <div className="flex flex-col gap-2">
      <p role="status">
        <b className="text-20 font-semibold tabular-nums">{total.toLocaleString("en")}</b>{" "}
        {total === 1 ? "open finding" : "open findings"}
        {parts.length > 0 && <span className="text-ink-2">: {parts.join(", ")}</span>}
      </p>
      <p className={approvalNeeded ? "text-12 text-warn" : "text-12 text-ink-3"}>
        {approvalNeeded
          ? "Its limit, or what it covers, is severe: a second person must approve it."
          : "What is not severe begins without a second person."}
      </p>
      {hits.length > 0 && (
        <ul aria-label="Findings that it covers" className="-mx-1 flex flex-col">
          {hits.map((hit) => (
            <li
              key={`${hit.project.slug}-${hit.number}`}
              className="flex items-start gap-2 border-t border-line px-1 py-1.5 first:border-t-0"
            >
              <SeverityLevel severity={hit.severity} bare />
              <div className="min-w-0 flex-1">
                <Link
                  href={`${findingsOf({ ...place, project: hit.project.slug })}/${findingLabel(hit.number)}`}
                  className="hover:underline"
                >
                  <span className="text-ink-3 tabular-nums">{findingLabel(hit.number)}</span> {hit.title}
                </Link>
                <div className="truncate text-12 text-ink-3">
                  {place.project === null && `${hit.project.name}: `}
                  {hit.path ?? hit.detector}
                </div>
              </div>
              {hit.state !== "new" && <StateTag state={hit.state} />}
            </li>
          ))}
        </ul>
      )}
      {hits.length + hidden < total && <p className="text-12 text-ink-3">The worst {hits.length} are shown.</p>}
      {hidden > 0 && (
        <p className="text-12 text-ink-3">{countWords(hidden, "restricted finding")} among them not shown to you.</p>
      )}
    </div>
  );
}

/** A value once it has not changed for a moment. */
function useSettled(value: ScopeInput): ScopeInput {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as ScopeInput;
}
