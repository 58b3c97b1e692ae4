import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { RootDocument } from "#features/document/index.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Redoubt", template: "%s · Redoubt" },
  description: "Security of a protocol through its whole life, on evidence.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default function RootLayout({ children }: { children: ReactNode }) {
  return <RootDocument>{children}</RootDocument>;
}
