import type { Metadata } from "next";
import { NotFoundScreen } from "#features/frame/index.ts";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return <NotFoundScreen />;
}
