import type { Metadata } from "next";
import { DesignPage } from "#features/design/index.ts";

export const metadata: Metadata = { title: "Components" };

export default function Page() {
  return <DesignPage />;
}
