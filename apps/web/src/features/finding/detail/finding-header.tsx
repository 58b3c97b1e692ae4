"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { CopyButton, PageHeader } from "@redoubt/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useState } from "react";
import { paths } from "#features/frame/index.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { SeverityLevel, StateTag } from "../tags.tsx";
import { findingLabel } from "../words.ts";
import { contextText } from "./context-text.ts";
import { SeverityWhy } from "./facts.tsx";

export interface FindingHeaderProps {
  readonly scope: ProjectScope;
  readonly finding: FindingDetail;
  /** What follows the address: the list that the reader came from. */
  readonly query: string;
}

/** Number, state, severity with its why, title; the way to the neighbours in the list, and copies to take along. */
export function FindingHeader({ scope, finding, query }: FindingHeaderProps) {
  const here = paths.projectSlice(scope.organization, scope.project, "finding");
  const label = findingLabel(finding.number);
  const [address, setAddress] = useState(`${here}/${label}`);
  useEffect(() => setAddress(`${location.origin}${here}/${label}`), [here, label]);
  return (
    <PageHeader
      eyebrow={
        <>
          <span className="tabular-nums">{label}</span>
          <StateTag state={finding.state} />
          <SeverityLevel severity={finding.severity} />
          <SeverityWhy finding={finding} />
        </>
      }
      title={finding.title}
      actions={
        <>
          <span className="flex phone:hidden">
            <Neighbour number={finding.previous} here={here} query={query} word="Previous finding" keys="k">
              <ChevronLeft aria-hidden="true" />
            </Neighbour>
            <Neighbour number={finding.next} here={here} query={query} word="Next finding" keys="j">
              <ChevronRight aria-hidden="true" />
            </Neighbour>
          </span>
          <span className="flex gap-2 phone:hidden">
            <CopyButton withText label="Copy as context" text={contextText(finding, address)} />
            <CopyButton withText label="Copy link" text={address} />
          </span>
        </>
      }
    />
  );
}

interface NeighbourProps {
  number: number | null;
  here: string;
  query: string;
  word: string;
  keys: string;
  children: ReactNode;
}

function Neighbour({ number, here, query, word, keys, children }: NeighbourProps) {
  if (number === null) {
    return (
      <span role="link" aria-disabled="true" aria-label={`${word}: none`} className="iconbtn text-ink-3 opacity-60">
        {children}
      </span>
    );
  }
  const label = `${word}: ${findingLabel(number)}`;
  return (
    <Link
      href={`${here}/${findingLabel(number)}${query}`}
      aria-label={label}
      title={label}
      aria-keyshortcuts={keys}
      className="iconbtn"
      prefetch
    >
      {children}
    </Link>
  );
}
