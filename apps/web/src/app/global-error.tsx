"use client";
import { ErrorDocument } from "#features/frame/index.ts";
import "./globals.css";

export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <ErrorDocument reference={error.digest} onRetry={retry} />;
}
