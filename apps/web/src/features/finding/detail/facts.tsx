"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { dateText, Disclosure, KeyValue, type KeyValueItem, Popover, Select, Tag, Time, WhyButton } from "@redoubt/ui";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { AccessPopover } from "../decision/access-popover.tsx";
import { SeverityForm } from "../decision/severity-form.tsx";
import { shortcutsOf } from "../keys/keys.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { SeverityLevel, StateTag } from "../tags.tsx";
import { CONFIDENCE_WORDS, findingLabel, FOUND_BY, REASON_WORDS, SEVERITY_WORDS } from "../words.ts";
import type { DecisionPanelProps } from "./decision-panel.tsx";
import { IssueFact } from "./issue-fact.tsx";
import { eventWords, severityEvent, stateEvent } from "./history-words.ts";

const NOBODY = "nobody";

/** State, severity, owner and dates, with why; owner and severity can be changed here. */
export function Facts(props: DecisionPanelProps) {
  const facts = factsOf(props);
  if (!props.compact) return <KeyValue items={facts} />;
  const first = facts.filter(({ key }) => FIRST.includes(key));
  const others = facts.filter(({ key }) => !FIRST.includes(key) && !IN_HEAD.includes(key));
  return (
    <>
      <KeyValue items={first} />
      <Disclosure title="More facts" className="-mb-1">
        <KeyValue items={others} />
      </Disclosure>
    </>
  );
}

/** What one decides by; the head of the panel has said state and severity. */
const FIRST = ["Owner", "Due", "Until", "Duplicate of", "Fix claimed", "Weakness", "Found"];
const IN_HEAD = ["State", "Severity"];

function factsOf(props: DecisionPanelProps): KeyValueItem[] {
  const { finding, actions, people, permissions } = props;
  const { organization, project } = actions.scope;
  const weaknesses = [...finding.classes.scwe, ...finding.classes.swc, ...finding.classes.cwe];
  const row = (key: string, value: ReactNode) => ({ key, value });
  const some = (isThere: boolean, key: string, value: ReactNode) => (isThere ? [row(key, value)] : []);
  return [
    row(
      "State",
      <span className="flex flex-wrap items-center gap-2">
        <StateTag state={finding.state} />
        {finding.reason !== null && <span>{REASON_WORDS[finding.reason]}</span>}
        {finding.policy !== null && (
          <Link
            className="link"
            href={`${paths.projectSlice(organization, project, "finding")}/policy/${finding.policy}`}
          >
            by a policy
          </Link>
        )}
        <StateWhy finding={finding} />
      </span>,
    ),
    row(
      "Severity",
      <span className="flex flex-wrap items-center gap-2">
        <SeverityLevel severity={finding.severity} />
        {permissions.has("finding:triage") && <SeverityChange finding={finding} actions={actions} />}
      </span>,
    ),
    row("Owner", <OwnerFact {...props} />),
    ...some(finding.dueAt !== null, "Due", finding.dueAt && <Time value={finding.dueAt} />),
    ...some(
      finding.acknowledgedUntil !== null,
      "Until",
      finding.acknowledgedUntil && dateText(finding.acknowledgedUntil),
    ),
    ...some(
      finding.duplicateOf !== null,
      "Duplicate of",
      finding.duplicateOf !== null && (
        <Link
          className="link"
          href={`${paths.projectSlice(organization, project, "finding")}/${findingLabel(finding.duplicateOf)}`}
        >
          {findingLabel(finding.duplicateOf)}
        </Link>
      ),
    ),
    ...some(finding.fixClaimedBy !== null, "Fix claimed", finding.fixClaimedBy),
    ...some(weaknesses.length > 0, "Weakness", <Words words={weaknesses} />),
    row("Confidence", CONFIDENCE_WORDS[finding.confidence]),
    row("Found", <FoundFact finding={finding} />),
    ...some(finding.report !== null, "Report", <ReportFact {...props} />),
    ...some(finding.package !== null, "Package", finding.package),
    ...some(finding.advisories.length > 0, "Advisories", <Words words={finding.advisories} />),
    ...some(finding.tags.length > 0, "Tags", <Words words={finding.tags} />),
    row("First seen", <Time value={finding.firstSeenAt} />),
    row("Last seen", <Time value={finding.lastSeenAt} />),
    ...some(
      finding.issueUrl !== null || permissions.has("finding:triage"),
      "Issue",
      <IssueFact scope={actions.scope} finding={finding} mayChange={permissions.has("finding:triage")} />,
    ),
    row("Seen by", <AccessPopover scope={actions.scope} finding={finding} people={people} />),
    ...some(
      finding.dependency || finding.restricted || finding.backlog || finding.branchOnly,
      "Marks",
      <span className="flex gap-1">
        {finding.dependency && <Tag tone="outline">dependency</Tag>}
        {finding.restricted && <Tag tone="warn">restricted</Tag>}
        {finding.backlog && <Tag tone="outline">backlog</Tag>}
        {finding.branchOnly && <Tag tone="outline">only on a branch</Tag>}
      </span>,
    ),
  ];
}

function OwnerFact({ finding, actions, people, self, permissions }: DecisionPanelProps) {
  const { assignee } = finding;
  if (!permissions.has("finding:assign")) return assignee?.name ?? "nobody";
  const owners = [
    { value: NOBODY, label: "nobody" },
    ...people.map(({ id, name }) => ({ value: id, label: id === self ? `${name} (me)` : name })),
  ];
  const isKnown = assignee === null || people.some(({ id }) => id === assignee.id);
  return (
    <span data-owner="">
      <Select
        bare
        label="Owner"
        disabled={actions.busy}
        className="-ml-2.5 max-w-full"
        value={assignee?.id ?? NOBODY}
        onValueChange={(value) => actions.assign(people.find((person) => person.id === value) ?? null)}
        options={isKnown ? owners : [...owners, { value: assignee.id, label: assignee.name }]}
      />
    </span>
  );
}

/** Words with commas that break between words alone. */
function Words({ words }: { words: readonly string[] }) {
  return words.map((word, index) => (
    <span key={word}>
      <span className="whitespace-nowrap">{index < words.length - 1 ? `${word},` : word}</span>{" "}
    </span>
  ));
}

/** Its number in the document that names it, and who made that. */
function ReportFact({ finding: { report }, actions }: DecisionPanelProps) {
  if (report === null) return null;
  const { organization, project } = actions.scope;
  const date = report.date === null ? "" : `, ${report.date}`;
  return (
    <>
      {report.key !== null && <code>{report.key}</code>}{" "}
      <Link className="link" href={`${paths.projectSlice(organization, project, "finding")}/past/${report.past}`}>
        {report.name}
      </Link>
      {date}
    </>
  );
}

function FoundFact({ finding }: { finding: FindingDetail }) {
  if (finding.scanner !== null) {
    return (
      <>
        by {[finding.scanner, ...finding.alsoBy].map(scannerTitle).join(", ")}
        {finding.detector !== null && (
          <code className="block text-12 wrap-anywhere text-ink-3">{finding.detector}</code>
        )}
      </>
    );
  }
  return finding.recordedBy === null ? FOUND_BY[finding.origin] : `${FOUND_BY[finding.origin]}, ${finding.recordedBy}`;
}

function StateWhy({ finding }: { finding: FindingDetail }) {
  const event = stateEvent(finding.history);
  if (event === undefined) return null;
  const { who, deed, why } = eventWords(event);
  return (
    <Popover trigger={<WhyButton aria-label="Why this state">why</WhyButton>} label="Why this state" width={320}>
      <p>
        <b className="font-medium">{who}</b> {deed}, <Time value={event.at} />.
      </p>
      {why !== null && <p className="mt-1 text-ink-2">{why}</p>}
      {event.comment !== null && (
        <div className="mt-2 border-l-2 border-line-strong pl-2">
          <SafeMarkdown text={event.comment} />
        </div>
      )}
    </Popover>
  );
}

/** Why a finding is as severe as it is, in words. */
export function SeverityWhy({ finding }: { finding: FindingDetail }) {
  const event = severityEvent(finding.history);
  return (
    <Popover trigger={<WhyButton aria-label="Why this severity">why</WhyButton>} label="Why this severity" width={320}>
      {event === undefined ? (
        <p>
          {finding.scanner === null
            ? `${finding.recordedBy ?? "Whoever recorded it"} judged it so.`
            : `${scannerTitle(finding.scanner)} reports ${finding.detector ?? "this check"} as ${SEVERITY_WORDS[finding.severity].toLowerCase()}; no person has judged it yet.`}
        </p>
      ) : (
        <>
          <p>
            <b className="font-medium">{eventWords(event).who}</b> {eventWords(event).deed}, <Time value={event.at} />.
          </p>
          {finding.rubric !== null && (
            <p className="mt-1">
              Impact {finding.rubric.impact}, likelihood {finding.rubric.likelihood}.
            </p>
          )}
          {finding.cvss !== null && (
            <p className="mt-1">
              CVSS {finding.cvss.score.toFixed(1)}: <code className="wrap-anywhere">{finding.cvss.vector}</code>
            </p>
          )}
          {event.comment !== null && (
            <div className="mt-2 border-l-2 border-line-strong pl-2">
              <SafeMarkdown text={event.comment} />
            </div>
          )}
        </>
      )}
    </Popover>
  );
}

/** The way to another severity, with its reason. */
export function SeverityChange({ finding, actions }: Pick<DecisionPanelProps, "finding" | "actions">) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label="Change the severity"
      width={320}
      trigger={
        <WhyButton data-severity-change="" aria-keyshortcuts={shortcutsOf("severity")}>
          change
        </WhyButton>
      }
    >
      <SeverityForm finding={finding} actions={actions} onDone={() => setOpen(false)} />
    </Popover>
  );
}
