"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { Button, PageHeader } from "@redoubt/ui";
import { ChevronLeft, ChevronRight, Copy, Link2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { paths } from "#features/frame/index.ts";
import { contextPlace } from "../code/context-text.ts";
import { EditorButton } from "../code/editor-button.tsx";
import type { useCopies } from "../code/use-copies.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { shortcutsOf } from "../keys/keys.ts";
import { SeverityLevel, StateTag } from "../tags.tsx";
import { findingLabel } from "../words.ts";
import { SeverityWhy } from "./facts.tsx";

export interface FindingHeaderProps {
  readonly scope: ProjectScope;
  readonly finding: FindingDetail;
  /** What follows the address: the list that the reader came from. */
  readonly query: string;
  readonly copies: ReturnType<typeof useCopies>;
}

/** Number, state, severity with its why, title; the way to the neighbours in the list, and copies to take along. */
export function FindingHeader({ scope, finding, query, copies }: FindingHeaderProps) {
  const here = paths.projectSlice(scope.organization, scope.project, "finding");
  const label = findingLabel(finding.number);
  const place = contextPlace(finding);
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
            <Neighbour
              number={finding.previous}
              here={here}
              query={query}
              word="Previous finding"
              keys={shortcutsOf("previous-page")}
            >
              <ChevronLeft aria-hidden="true" />
            </Neighbour>
            <Neighbour
              number={finding.next}
              here={here}
              query={query}
              word="Next finding"
              keys={shortcutsOf("next-page")}
            >
              <ChevronRight aria-hidden="true" />
            </Neighbour>
          </span>
          <span className="flex gap-2 phone:hidden">
            {place?.path != null && <EditorButton scope={scope} path={place.path} line={place.startLine} />}
            <Button aria-keyshortcuts={shortcutsOf("context")} onClick={copies.copyContext}>
              <Copy aria-hidden="true" />
              Copy as context
            </Button>
            <Button aria-keyshortcuts={shortcutsOf("link")} onClick={copies.copyLink}>
              <Link2 aria-hidden="true" />
              Copy link
            </Button>
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
  keys: string | undefined;
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
