import type { ReactNode } from "react";
import { ProfileTabs } from "#features/profile/index.ts";

type Params = { organization: string; project: string };

export default async function Layout({ children, params }: { children: ReactNode; params: Promise<Params> }) {
  return <ProfileTabs scope={await params}>{children}</ProfileTabs>;
}
