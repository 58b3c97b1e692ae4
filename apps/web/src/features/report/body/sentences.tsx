import { CodeTitle } from "../ref-link.tsx";

/** Sentences as points of a list. */
export function Sentences({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="max-w-[72ch] list-disc pl-4 text-ink-2 marker:text-ink-3">
      {lines.map((line) => (
        <li key={line} className="mt-1 wrap-anywhere">
          <CodeTitle text={line} />
        </li>
      ))}
    </ul>
  );
}
