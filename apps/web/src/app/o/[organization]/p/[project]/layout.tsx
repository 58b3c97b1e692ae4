import type { ReactNode } from "react";
import { Hydrate, prefetchProject } from "#trpc/rsc.tsx";

export default async function ProjectLayout(props: {
  children: ReactNode;
  params: Promise<{ organization: string; project: string }>;
}) {
  await prefetchProject(await props.params);
  return <Hydrate>{props.children}</Hydrate>;
}
