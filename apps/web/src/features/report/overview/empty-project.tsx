import { EmptyState, LinkButton, PageHeader, type Step } from "@redoubt/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import { below, type ProjectScope } from "../words.ts";

/** The overview of a project that holds nothing yet: the way to a first result. */
export function EmptyProject({
  scope,
  title,
  meta,
  mayAdd,
}: {
  scope: ProjectScope;
  title: string;
  meta: ReactNode;
  mayAdd: boolean;
}) {
  const steps: Step[] = [
    {
      id: "code",
      state: "part",
      title: "Connect the code",
      detail:
        "A git address, an archive, a folder, or a report of another tool. What is found compiles: yes, or exactly why not.",
      end: mayAdd && (
        <LinkButton asChild variant="primary">
          <Link href={below(scope, "source/new")}>Add code</Link>
        </LinkButton>
      ),
    },
    {
      id: "scan",
      state: "none",
      title: "Scan it",
      detail: "Six scanners in a sandbox. You see what each found, what it skipped and why.",
    },
    {
      id: "decide",
      state: "none",
      title: "Decide on what was found",
      detail: "A decision stays with its finding when lines move, files are renamed and the scan runs again.",
    },
  ];
  return (
    <>
      <PageHeader title={title} meta={meta} />
      <EmptyState
        title="Nothing is known about this project yet"
        steps={steps}
        footnote={mayAdd ? undefined : "Adding code needs the role developer, security lead or owner."}
      >
        This page says in three sentences what got better, what got worse and what to do next. It needs code to look at.
      </EmptyState>
    </>
  );
}
