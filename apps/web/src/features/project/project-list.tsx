"use client";
import { STAGES } from "@redoubt/domain/project";
import { EmptyState, LinkButton, PageHeader, Section, Skeleton, Table, Tag, Td, Th, Time, Tr } from "@redoubt/ui";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { KIND_WORDS } from "./kind-words.ts";

/** The start of an organization: its projects. */
export function ProjectList({ organization: slug }: { organization: string }) {
  const trpc = useTRPC();
  const { data: organization } = useSuspenseQuery(trpc.organization.get.queryOptions({ organization: slug }));
  const { data: projects } = useSuspenseQuery(trpc.project.list.queryOptions({ organization: slug }));
  const mayCreate = organization.permissions.includes("project:create");
  if (projects.length === 0) return <NoProjects organization={slug} mayCreate={mayCreate} />;
  return (
    <>
      <PageHeader title="Projects" actions={mayCreate && <NewProjectLink organization={slug} />} />
      <Section flush>
        <Table label="Projects" roomy>
          <thead>
            <tr>
              <Th>Project</Th>
              <Th className="w-52 phone:w-28">Open findings</Th>
              <Th className="w-32 phone:hidden">Kind</Th>
              <Th className="w-32 phone:hidden">Works on</Th>
              <Th className="w-32 phone:hidden">Created</Th>
            </tr>
          </thead>
          <tbody>
            {projects.map((project) => (
              <Tr key={project.slug}>
                <Td>
                  <Link href={paths.project(slug, project.slug)} className="font-medium">
                    {project.name}
                  </Link>
                  {project.summary !== "" && <div className="text-12 text-ink-3">{project.summary}</div>}
                </Td>
                <Td>
                  <OpenFindings scope={{ organization: slug, project: project.slug }} />
                </Td>
                <Td className="phone:hidden">
                  <Tag tone="outline">{KIND_WORDS[project.kind].label}</Tag>
                </Td>
                <Td className="phone:hidden">{STAGES.find((stage) => stage.slug === project.stage)?.label}</Td>
                <Td className="phone:hidden">
                  <Time value={project.createdAt} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  );
}

/** How many are open, the severe ones named; the number opens their list. */
function OpenFindings({ scope }: { scope: { organization: string; project: string } }) {
  const trpc = useTRPC();
  const { data: counts } = useQuery(trpc.finding.count.queryOptions({ ...scope, dependency: "folded" }));
  if (counts === undefined) return <Skeleton width="40%" />;
  const { critical, high } = counts.openBySeverity;
  const severe = [...(critical > 0 ? [`${critical} critical`] : []), ...(high > 0 ? [`${high} high`] : [])];
  return (
    <>
      <Link href={paths.projectSlice(scope.organization, scope.project, "finding")} className="link tabular-nums">
        {counts.open === 0 ? "none" : counts.open.toLocaleString("en")}
      </Link>
      {severe.length > 0 && <div className="text-12 text-ink-3">{severe.join(", ")}</div>}
    </>
  );
}

function NewProjectLink({ organization }: { organization: string }) {
  return (
    <LinkButton variant="primary" asChild>
      <Link href={paths.newProject(organization)}>New project</Link>
    </LinkButton>
  );
}

function NoProjects({ organization, mayCreate }: { organization: string; mayCreate: boolean }) {
  return (
    <>
      <PageHeader title="Projects" />
      <EmptyState
        title={mayCreate ? "No project yet" : "No project is open to you"}
        actions={mayCreate && <NewProjectLink organization={organization} />}
      >
        {mayCreate
          ? "A project is what you protect: one product or protocol with its code, findings and reports. Create one, connect its code, and the first scan starts."
          : "A member with the role owner can give you a grant for a project."}
      </EmptyState>
    </>
  );
}
