import { KNOWN_GROUPS, type KnownIssue, type KnownIssuesSnapshot, dayOf, GROUP_WORDS } from "@redoubt/domain/report";
import { KeyValue, Table, Td, Th, Tr } from "@redoubt/ui";
import { SafeMarkdown, SeverityLevel } from "#features/finding/index.ts";
import { CodeTitle, RefLink } from "../ref-link.tsx";
import { type ProjectScope, within } from "../words.ts";
import { Part } from "./part.tsx";
import { Sentences } from "./sentences.tsx";

/** What a reviewer should know before they look: the scope first, then what is known and lived with. */
export function KnownIssuesBody({ scope, snapshot }: { scope: ProjectScope | null; snapshot: KnownIssuesSnapshot }) {
  const { issues, issuesOmitted, hiddenRestricted, limits } = snapshot;
  return (
    <>
      <Part id="scope" title="Scope">
        <ScopeFacts snapshot={snapshot} />
      </Part>
      <Part id="issues" title="Known issues" note={String(issues.length + issuesOmitted)}>
        {issues.length === 0 && (
          <p className="text-ink-3">
            None was written down: nothing has been acknowledged or set aside as true and meant to stay.
          </p>
        )}
        {KNOWN_GROUPS.map((group) => {
          const own = issues.filter((issue) => issue.group === group);
          return own.length === 0 ? null : (
            <section key={group} className="mt-4 first:mt-0">
              <h3 className="text-13! text-ink!">
                {GROUP_WORDS[group]} <span className="font-normal text-ink-3">{own.length}</span>
              </h3>
              {own.map((issue) => (
                <Issue key={issue.number} scope={scope} issue={issue} />
              ))}
            </section>
          );
        })}
        <p className="mt-3 text-12 text-ink-3">
          {issuesOmitted > 0 && `${issuesOmitted} more are left out. `}
          {hiddenRestricted > 0 && `${hiddenRestricted} restricted are counted only.`}
        </p>
      </Part>
      <Part id="limits" title="What this page cannot see">
        <Sentences lines={limits} />
      </Part>
    </>
  );
}

function ScopeFacts({ snapshot: { scope, revision } }: { snapshot: KnownIssuesSnapshot }) {
  if (revision === null) return <p className="text-ink-3">No revision is connected: this page names no code.</p>;
  const items = [
    ...(scope.source === null ? [] : [{ key: "Repository", value: scope.source }]),
    { key: "Revision", value: revision.name },
    ...(revision.commit === null
      ? []
      : [{ key: "Commit", value: <code className="wrap-anywhere">{revision.commit}</code> }]),
    ...(scope.ref === null ? [] : [{ key: "Ref", value: <code>{scope.ref}</code> }]),
    ...(scope.nsloc === null
      ? []
      : [{ key: "Size", value: `${scope.nsloc.toLocaleString("en")} nSLOC, without tests and code of others` }]),
  ];
  return (
    <>
      <KeyValue items={items} />
      {scope.roots.length > 0 && (
        <div className="mt-4">
          <Table label="Where builds start" flush>
            <thead>
              <tr>
                <Th>Where builds start</Th>
                <Th>Kind</Th>
                <Th className="phone:hidden">Languages</Th>
                <Th className="phone:hidden">Compiler</Th>
                <Th>Compiles</Th>
                <Th numeric>nSLOC</Th>
              </tr>
            </thead>
            <tbody>
              {scope.roots.map((root) => (
                <Tr key={`${root.kind} ${root.path}`} hover={false}>
                  <Td>
                    <code className="wrap-anywhere">{root.path === "" ? "(top)" : root.path}</code>
                  </Td>
                  <Td>{root.kind}</Td>
                  <Td className="phone:hidden">{root.languages.join(", ")}</Td>
                  <Td className="phone:hidden">{root.compiler ?? ""}</Td>
                  <Td className={root.compiles === "no" ? "text-bad" : undefined}>{root.compiles.replace("-", " ")}</Td>
                  <Td numeric>{root.nsloc.toLocaleString("en")}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <div className="mt-4">
        <Table label="Out of scope" flush>
          <thead>
            <tr>
              <Th>Out of scope</Th>
              <Th>Why</Th>
            </tr>
          </thead>
          <tbody>
            {scope.out.map(({ what, why }) => (
              <Tr key={what} hover={false}>
                <Td className="wrap-anywhere">{/[/._]/.test(what) ? <code>{what}</code> : what}</Td>
                <Td className="text-ink-2">{why}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}

function Issue({ scope, issue }: { scope: ProjectScope | null; issue: KnownIssue }) {
  const { number, title, severity, place, until, owner, decidedBy, decidedAt, reason } = issue;
  const facts = [
    ...(place === null ? [] : [place]),
    ...(until === null ? [] : [`until ${dayOf(until)}`]),
    ...(owner === null ? [] : [`owner ${owner}`]),
    ...(decidedBy === null || decidedAt === null ? [] : [`decided by ${decidedBy} on ${dayOf(decidedAt)}`]),
  ];
  return (
    <article className="border-b border-line py-2 print:break-inside-avoid">
      <h4 className="font-medium">
        <span className="font-normal text-ink-3 tabular-nums">F-{number}</span>{" "}
        <RefLink href={within(scope, `finding/F-${number}`)} className="hover:underline">
          <CodeTitle text={title} />
        </RefLink>
      </h4>
      <p className="flex flex-wrap gap-x-3 text-12 text-ink-3">
        <SeverityLevel severity={severity} />
        <span className="wrap-anywhere">{facts.join(", ")}</span>
      </p>
      <div className="mt-1 text-ink-2">
        {reason === null ? "No reason was written." : <SafeMarkdown text={reason} />}
      </div>
    </article>
  );
}
