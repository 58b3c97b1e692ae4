"use client";
import type { ModelVersion } from "@redoubt/domain/threat-model";
import {
  Button,
  Callout,
  EmptyState,
  Field,
  notify,
  notifyProblem,
  Section,
  Split,
  Table,
  Tag,
  Td,
  Textarea,
  Th,
  Time,
  Tr,
} from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, VERSION_STATE } from "../words.ts";

const FIELD_WORDS: Readonly<Record<string, string>> = {
  ...{ parentId: "boundary", outOfScope: "scope", code: "code paths", elementIds: "elements", flowIds: "flows" },
  ...{ controlIds: "controls", threatIds: "threats", sourceId: "from", targetId: "to", reliesOn: "what it relies on" },
  ...{ classId: "class", catalogueKey: "catalogue entry", reviewBy: "date to look again" },
};

/** Versions of the model: what each changes, what was said, who approved, and what made one stale. */
export function VersionScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.threatModel.versions.queryOptions(scope);
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data: versions } = useSuspenseQuery(options);
  const [chosen, setChosen] = useQueryState("version", parseAsInteger);
  const version = versions.find((each) => each.version === chosen) ?? versions[0];
  if (version === undefined) {
    return (
      <EmptyState title="No version yet">
        The first begins with what is drawn or recorded. It is sent to review, talked about, and approved by somebody
        else; from then on Redoubt says when the code has moved on from it.
      </EmptyState>
    );
  }
  return (
    <Split
      sideLabel="Versions"
      quietSide
      side={
        <ul aria-label="Versions of the threat model" className="py-2">
          {versions.map((each) => (
            <li key={each.version}>
              <button
                type="button"
                aria-current={each.version === version.version ? "true" : undefined}
                onClick={() => void setChosen(each.version)}
                className="block w-full px-5 py-2 text-left hover:bg-hover aria-[current]:bg-selected phone:px-4"
              >
                <span className="flex items-center gap-2 font-medium">
                  Version {each.version}{" "}
                  <Tag tone={VERSION_STATE[each.state].tone}>{VERSION_STATE[each.state].word}</Tag>
                </span>
                <span className="block text-12 text-ink-2">
                  begun <Time value={each.createdAt} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      }
    >
      <Deeds scope={scope} version={version} />
      <Stale version={version} />
      <Changes scope={scope} version={version.version} />
      <Comments scope={scope} version={version} />
    </Split>
  );
}

function Deeds({ scope, version }: { scope: ProjectScope; version: ModelVersion }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const permissions = usePermissions(scope);
  const after = (words: string) => ({
    onSuccess: async () => {
      await cache.invalidateQueries(trpc.threatModel.pathFilter());
      notify(words);
    },
    onError: (error: unknown) => notifyProblem(problemOf(error).message),
  });
  const submit = useMutation(trpc.threatModel.submitVersion.mutationOptions(after("It waits for approval")));
  const approve = useMutation(trpc.threatModel.approveVersion.mutationOptions(after("It is approved")));
  const input = { ...scope, version: version.version };
  return (
    <Section
      title={`Version ${version.version}`}
      note={
        version.approvedAt !== null ? (
          <>
            approved by {version.approvedBy ?? "the system"} <Time value={version.approvedAt} />
          </>
        ) : version.submittedAt !== null ? (
          <>
            sent by {version.submittedBy ?? "the system"} <Time value={version.submittedAt} />
          </>
        ) : (
          "nobody has looked at it yet"
        )
      }
      actions={
        <>
          {version.state === "draft" && permissions.has("threat-model:write") && (
            <Button variant="primary" busy={submit.isPending} onClick={() => submit.mutate(input)}>
              Send to review
            </Button>
          )}
          {version.state === "in-review" && permissions.has("threat-model:write") && (
            <Button busy={submit.isPending} onClick={() => submit.mutate(input)}>
              Send again
            </Button>
          )}
          {version.state === "in-review" && permissions.has("threat-model:approve") && (
            <Button variant="primary" busy={approve.isPending} onClick={() => approve.mutate(input)}>
              Approve
            </Button>
          )}
        </>
      }
    >
      {version.selfApproved ? (
        <p>
          <Tag tone="warn">self-approved</Tag>{" "}
          <span className="text-ink-2">Whoever approved it had sent it to review: nobody else has looked.</span>
        </p>
      ) : (
        <p className="text-ink-2">
          What is approved is the model as it was sent. States, owners and places on the canvas go on changing without a
          new version.
        </p>
      )}
    </Section>
  );
}

function Stale({ version }: { version: ModelVersion }) {
  if (version.staleReasons.length === 0) return null;
  return (
    <div className="px-6 pb-4 phone:px-4">
      <Callout tone="warn" title="It no longer describes the code">
        <ul className="list-disc pl-5">
          {version.staleReasons.map((reason) => (
            <li key={`${reason.kind} ${reason.what} ${reason.element}`} className="wrap-anywhere">
              {reason.what}
              {reason.element !== null && `, under ${reason.element}`}
            </li>
          ))}
        </ul>
      </Callout>
    </div>
  );
}

function Changes({ scope, version }: { scope: ProjectScope; version: number }) {
  const options = useTRPC().threatModel.compareVersion.queryOptions({ ...scope, version });
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data, error } = useQuery(options);
  if (error !== null) return <p className="px-6 pb-4 text-bad phone:px-4">{problemOf(error).message}</p>;
  if (data === undefined) return null;
  const against = data.against === null ? "against nothing: all is new" : `against version ${data.against}`;
  return (
    <Section title="What it changes" note={against} flush>
      {data.changes.length === 0 ? (
        <p className="px-6 pb-4 text-ink-2 phone:px-4">Nothing that is reviewed differs.</p>
      ) : (
        <Table label="Changes of the version">
          <thead>
            <tr>
              <Th>Part</Th>
              <Th>Change</Th>
              <Th>What differs</Th>
            </tr>
          </thead>
          <tbody>
            {data.changes.map((change) => (
              <Tr key={`${change.what} ${change.change} ${change.name}`} hover={false}>
                <Td className="wrap-anywhere">
                  <span className="text-ink-3">{change.what}</span> {change.name}
                </Td>
                <Td>{change.change}</Td>
                <Td className="text-ink-2">{change.fields.map((field) => FIELD_WORDS[field] ?? field).join(", ")}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function Comments({ scope, version }: { scope: ProjectScope; version: ModelVersion }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const may = usePermissions(scope).has("threat-model:comment");
  const [text, setText] = useState("");
  const comment = useMutation(
    trpc.threatModel.commentVersion.mutationOptions({
      onSuccess: async () => {
        setText("");
        await cache.invalidateQueries(trpc.threatModel.pathFilter());
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  return (
    <Section title="Comments" note={version.comments.length === 0 ? "nobody has said anything" : undefined}>
      <ul className="flex max-w-[760px] flex-col gap-3">
        {version.comments.map((each) => (
          <li key={`${each.at.toISOString()} ${each.text}`}>
            <p className="text-12 text-ink-3">
              {each.author ?? "the system"}, <Time value={each.at} />
            </p>
            <p className="wrap-anywhere whitespace-pre-line">{each.text}</p>
          </li>
        ))}
      </ul>
      {may && (
        <form
          noValidate
          aria-label="Comment on the version"
          className="mt-3 flex max-w-[760px] flex-col items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "") comment.mutate({ ...scope, version: version.version, text });
          }}
        >
          <Field label="Comment" className="w-full">
            <Textarea rows={2} maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
          <Button type="submit" busy={comment.isPending} disabled={text.trim() === ""}>
            Comment
          </Button>
        </form>
      )}
    </Section>
  );
}
