import type { Metadata } from "next";
import { ForbiddenScreen } from "#features/frame/index.ts";

export const metadata: Metadata = { title: "No permission" };

export default function Forbidden() {
  return <ForbiddenScreen />;
}
