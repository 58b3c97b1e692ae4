import type { Metadata } from "next";
import { LimitsScreen } from "#features/organization/index.ts";

export const metadata: Metadata = { title: "Limits" };

export default function Page() {
  return <LimitsScreen />;
}
