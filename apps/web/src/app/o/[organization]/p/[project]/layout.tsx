import type { ReactNode } from "react";
import { prefetchProject } from "#trpc/rsc.tsx";

/** The frame hands the project over; here it is asked whether there is one. */
export default async function ProjectLayout(props: {
  children: ReactNode;
  params: Promise<{ organization: string; project: string }>;
}) {
  await prefetchProject(await props.params);
  return props.children;
}
