/** Our own text of the document: paragraphs, and words of code between backticks. */
export function Prose({ text, className }: { text: string; className?: string }) {
  return text.split("\n\n").map((paragraph) => (
    <p key={paragraph} className={className ?? "mt-2 max-w-[68ch] text-ink-2"}>
      {paragraph.split("`").map((part, at) => (at % 2 === 1 ? <code key={`${at} ${part}`}>{part}</code> : part))}
    </p>
  ));
}
