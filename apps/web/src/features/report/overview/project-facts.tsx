"use client";
import type { ProjectDetail } from "@redoubt/domain/project";
import type { Overview } from "@redoubt/domain/report";
import { Divider, Tag } from "@redoubt/ui";
import { GitCommitHorizontal } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { KIND_WORDS } from "#features/project/index.ts";
import { below, type ProjectScope, shortCommit } from "../words.ts";

interface ProjectFactsProps {
  scope: ProjectScope;
  project: ProjectDetail;
  revision: Overview["revision"];
}

/** Beside the title: what kind of project, at which revision, how large, and whether it is the demo. */
export function ProjectFacts({ scope, project, revision }: ProjectFactsProps) {
  const madeAt = useClock(project.createdAt);
  return (
    <>
      <Tag tone="outline">{KIND_WORDS[project.kind].label}</Tag>
      {revision !== null && (
        <Link
          href={below(scope, `source/${revision.number}`)}
          className="inline-flex items-center gap-1.5 hover:text-ink hover:underline"
        >
          <GitCommitHorizontal aria-hidden="true" />
          {revision.name}
          {revision.commit !== null && revision.name !== shortCommit(revision.commit) && (
            <code className="text-12">{shortCommit(revision.commit)}</code>
          )}
        </Link>
      )}
      {revision?.nsloc != null && (
        <>
          <Divider />
          <span>{revision.nsloc.toLocaleString("en")} nSLOC</span>
        </>
      )}
      {project.demo && madeAt !== undefined && (
        // The bar at the top says it where there is room.
        <span className="text-12 xl:hidden">demo, made by real runs on this machine at {madeAt}</span>
      )}
    </>
  );
}

/** The reader's own clock, known only in the browser. */
function useClock(at: Date): string | undefined {
  const [clock, setClock] = useState<string>();
  useEffect(() => {
    setClock(at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
  }, [at]);
  return clock;
}
