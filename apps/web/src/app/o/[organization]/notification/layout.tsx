import type { ReactNode } from "react";
import { NotificationTabs } from "#features/notification/index.ts";

export default async function NotificationLayout(props: {
  children: ReactNode;
  params: Promise<{ organization: string }>;
}) {
  return <NotificationTabs organization={(await props.params).organization}>{props.children}</NotificationTabs>;
}
