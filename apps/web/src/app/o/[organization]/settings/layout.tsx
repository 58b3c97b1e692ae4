import type { ReactNode } from "react";
import { SettingsTabs } from "#features/organization/index.ts";

export default async function SettingsLayout(props: {
  children: ReactNode;
  params: Promise<{ organization: string }>;
}) {
  return <SettingsTabs organization={(await props.params).organization}>{props.children}</SettingsTabs>;
}
