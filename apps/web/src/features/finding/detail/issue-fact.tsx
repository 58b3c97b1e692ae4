"use client";
import { type FindingDetail, IssueUrl, newIssueUrl } from "@redoubt/domain/finding";
import { Button, Field, Input, notify, notifyProblem, Popover, WhyButton } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { findingLabel } from "../words.ts";

interface IssueFactProps {
  readonly scope: ProjectScope;
  readonly finding: FindingDetail;
  readonly mayChange: boolean;
}

/** The issue in the team's tracker: its link, or the way to make one. */
export function IssueFact({ scope, finding, mayChange }: IssueFactProps) {
  const [isOpen, setOpen] = useState(false);
  const { issueUrl } = finding;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {issueUrl === null ? (
        "none"
      ) : (
        <a className="link wrap-anywhere" href={issueUrl} target="_blank" rel="noopener noreferrer">
          {issueUrl.replace(/^https:\/\//, "")}
        </a>
      )}
      {mayChange && (
        <Popover
          open={isOpen}
          onOpenChange={setOpen}
          label="The issue of this finding"
          width={320}
          trigger={<WhyButton>{issueUrl === null ? "link one" : "change"}</WhyButton>}
        >
          <IssueForm scope={scope} finding={finding} onDone={() => setOpen(false)} />
        </Popover>
      )}
    </span>
  );
}

function IssueForm({ scope, finding, onDone }: Omit<IssueFactProps, "mayChange"> & { onDone: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: settings } = useQuery(trpc.finding.projectSettings.queryOptions(scope));
  const [url, setUrl] = useState(finding.issueUrl ?? "");
  const [tried, setTried] = useState(false);
  const save = useMutation(
    trpc.finding.linkIssue.mutationOptions({
      onSuccess: () => {
        notify("Saved.");
        onDone();
      },
      onError: (error) => notifyProblem(problemOf(error).message),
      onSettled: () => client.invalidateQueries(trpc.finding.pathFilter()),
    }),
  );
  const isWrong = url.trim() !== "" && !IssueUrl.safeParse(url).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWrong) return;
    const { number, rowVersion } = finding;
    save.mutate({ ...scope, number, rowVersion, url: url.trim() === "" ? null : url.trim() });
  };
  return (
    <form noValidate className="flex flex-col gap-3" aria-label="The issue of this finding" onSubmit={submit}>
      {settings?.tracker != null && finding.issueUrl === null && (
        <p>
          <a
            className="link"
            href={newIssueUrl(settings.tracker, factsOf(scope, finding))}
            target="_blank"
            rel="noopener noreferrer"
          >
            New issue, filled in
          </a>
          , then keep its address here.
        </p>
      )}
      <Field
        label="Address of the issue"
        error={tried && isWrong ? "Write an https address, without user and password." : undefined}
      >
        <Input
          mono
          spellCheck={false}
          autoComplete="off"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </Field>
      <Button type="submit" className="self-start" busy={save.isPending}>
        Save the issue
      </Button>
    </form>
  );
}

function factsOf({ organization, project }: ProjectScope, finding: FindingDetail) {
  const { number, title, severity, restricted, description, path, startLine } = finding;
  const own = `${paths.projectSlice(organization, project, "finding")}/${findingLabel(number)}`;
  return {
    ...{ number, title, severity, restricted, description },
    place: path === null ? null : `${path}${startLine === null ? "" : `:${startLine}`}`,
    url: new URL(own, window.location.origin).href,
  };
}
