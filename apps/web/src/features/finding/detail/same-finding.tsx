"use client";
import { type FindingDetail, type Match, matchSentence, type Occurrence } from "@redoubt/domain/finding";
import { shortName } from "@redoubt/domain/source";
import { Disclosure, SideSection } from "@redoubt/ui";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { SuggestionsOfFinding } from "../identity/suggestions-of-finding.tsx";
import { ToolsOfFinding } from "../identity/tools-of-finding.tsx";
import { StateTag } from "../tags.tsx";
import { findingLabel } from "../words.ts";

const FIRST = 4;
const BEGINS: readonly Match["step"][] = ["new", "recorded", "suggested"];

interface Reason {
  readonly id: string;
  readonly where: string;
  readonly sentence: string;
}

/** Why results at several places are one finding, what it may be as well, and what was merged into it. */
export function SameFinding(props: { scope: ProjectScope; finding: FindingDetail; className?: string }) {
  const { scope, finding, className } = props;
  const reasons = reasonsOf(finding.occurrences);
  const { suggestions, duplicates, fingerprints, duplicateOf, attributions } = finding;
  const count = reasons.length + suggestions.length + duplicates.length + fingerprints.length + attributions.length;
  if (count === 0 && duplicateOf === null) return null;
  const here = paths.projectSlice(scope.organization, scope.project, "finding");
  return (
    <SideSection title="Same finding, because" className={className}>
      {duplicateOf !== null && (
        <p className="py-1">
          Duplicate of{" "}
          <Link className="link" href={`${here}/${findingLabel(duplicateOf)}`}>
            {findingLabel(duplicateOf)}
          </Link>
        </p>
      )}
      <Reasons reasons={reasons.slice(0, FIRST)} />
      {reasons.length > FIRST && (
        <Disclosure title={`${reasons.length - FIRST} earlier`}>
          <Reasons reasons={reasons.slice(FIRST)} />
        </Disclosure>
      )}
      <ToolsOfFinding scope={scope} finding={finding} />
      <SuggestionsOfFinding scope={scope} finding={finding} here={here} />
      <Links title="Merged into it" here={here} links={duplicates} />
      {fingerprints.length > 0 && (
        <Disclosure title="Fingerprints" end={fingerprints.length}>
          <ul className="pb-1 text-12">
            {fingerprints.map((print) => (
              <li key={`${print.scanner} ${print.algorithm} ${print.version} ${print.value}`} className="py-1">
                <div className="text-ink-3">
                  {print.algorithm} v{print.version}, {print.scanner === "*" ? "for all tools" : print.scanner}
                </div>
                <code className="wrap-anywhere">{print.value}</code>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </SideSection>
  );
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ul className="text-12 text-ink-2">
      {reasons.map(({ id, where, sentence }) => (
        <li key={id} className="py-1">
          <b className="font-medium text-ink">{where}</b>: {sentence}
        </li>
      ))}
    </ul>
  );
}

function Links({ title, here, links }: { title: string; here: string; links: FindingDetail["duplicates"] }) {
  if (links.length === 0) return null;
  return (
    <div className="mt-2">
      <h3>{title}</h3>
      <ul>
        {links.map((link) => (
          <li key={link.number} className="flex items-center gap-2 py-0.5">
            <Link className="link min-w-0 truncate" href={`${here}/${findingLabel(link.number)}`} title={link.title}>
              {findingLabel(link.number)} {link.title}
            </Link>
            <StateTag state={link.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One reason for each place that was recognised, newest first; the same sentence is said once for a revision. */
function reasonsOf(occurrences: readonly Occurrence[]): Reason[] {
  const said = new Set<string>();
  return [...occurrences]
    .sort((a, b) => b.firstSeenAt.getTime() - a.firstSeenAt.getTime())
    .filter((each) => !BEGINS.includes(each.match.step))
    .map((each) => ({
      id: each.id,
      where: each.revision === null ? each.ref : shortName(each.revision),
      sentence: matchSentence(each.match),
    }))
    .filter(({ where, sentence }) => {
      const key = `${where} ${sentence}`;
      return !said.has(key) && said.add(key) !== undefined;
    });
}
