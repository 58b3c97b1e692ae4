"use client";
import { ErrorScreen } from "#features/frame/index.ts";

export default function RouteError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <ErrorScreen framed reference={error.digest} onRetry={retry} />;
}
