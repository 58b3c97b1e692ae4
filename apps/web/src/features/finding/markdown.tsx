import { lazy, Suspense } from "react";

const MarkdownText = lazy(async () => ({ default: (await import("./markdown-text.tsx")).MarkdownText }));

/** Markdown as typed by people or written by tools, sanitized; as it was typed until its parser is there. */
export function SafeMarkdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<p className="max-w-[72ch] whitespace-pre-wrap wrap-anywhere">{text}</p>}>
      <MarkdownText text={text} />
    </Suspense>
  );
}
