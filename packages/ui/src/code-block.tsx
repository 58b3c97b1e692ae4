import { type CSSProperties, Fragment, type ReactNode } from "react";
import { cn } from "./cn.ts";

export interface CodeToken {
  text: string;
  /** A CSS colour, such as Shiki's `var(--shiki-token-keyword)`; ink unless told. */
  color?: string;
}

export interface CodeLine {
  number: number;
  tokens: readonly CodeToken[];
  /** In a diff. */
  change?: "added" | "removed";
}

export interface CodeRegion {
  /** First and last line, both included. */
  from: number;
  to: number;
  /** The region that the page is about; others are steps towards it. */
  main?: boolean;
}

export interface CodeNote {
  /** Stands under this line. */
  line: number;
  /** Its place in a flow. */
  step?: number;
  text: ReactNode;
  /** The step that the reader looks at. */
  active?: boolean;
}

export interface CodeBlockProps {
  /** Already cut into tokens; plain text is one token to a line. */
  lines: readonly CodeLine[];
  /** The accessible name: path and revision. */
  label: string;
  regions?: readonly CodeRegion[];
  notes?: readonly CodeNote[];
  /** Gives each line the id `<prefix>L12` and its number a link to it. */
  idPrefix?: string;
  className?: string;
}

/** Long files are laid out in chunks, so that the browser skips what is out of view. */
const CHUNK = 80;
const LINE_HEIGHT = 20;

/** Code with line numbers, highlighted regions and notes between the lines. */
export function CodeBlock({ lines, label, regions = [], notes = [], idPrefix, className }: CodeBlockProps) {
  const digits = String(lines.at(-1)?.number ?? 0).length;
  const gutter = Math.max(44, digits * 8 + 36);
  return (
    // Scrollable regions take focus, or the keyboard cannot scroll them.
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className={cn("code -outline-offset-2", className)}
      style={{ ["--gutter" as string]: `${gutter}px` }}
    >
      <div className="code-inner">
        {chunks(lines).map((chunk) => (
          <div key={chunk[0]?.number} style={lines.length > CHUNK ? skippable(chunk.length) : undefined}>
            {chunk.map((line) => (
              <Fragment key={`${line.change ?? ""}${line.number}`}>
                <Line line={line} mark={markOf(line.number, regions)} idPrefix={idPrefix} />
                {notes
                  .filter((note) => note.line === line.number)
                  .map((note) => (
                    <span
                      key={note.step ?? "note"}
                      className="code-note"
                      data-step={note.step}
                      data-active={note.active || undefined}
                    >
                      {note.step !== undefined && <b>{note.step}</b>}
                      <span>{note.text}</span>
                    </span>
                  ))}
              </Fragment>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface LineProps {
  line: CodeLine;
  mark: "main" | "step" | undefined;
  idPrefix: string | undefined;
}

function Line({ line, mark, idPrefix }: LineProps) {
  const id = idPrefix === undefined ? undefined : `${idPrefix}L${line.number}`;
  return (
    <span id={id} className="code-line" data-mark={mark} data-change={line.change}>
      {id === undefined ? (
        <span className="code-no" aria-hidden="true">
          {line.number}
        </span>
      ) : (
        <a className="code-no" href={`#${id}`} tabIndex={-1} aria-label={`Line ${line.number}`}>
          {line.number}
        </a>
      )}
      {line.tokens.map((token, index) => (
        <span key={index} style={token.color === undefined ? undefined : { color: token.color }}>
          {token.text}
        </span>
      ))}
    </span>
  );
}

function markOf(number: number, regions: readonly CodeRegion[]): "main" | "step" | undefined {
  const around = regions.filter((region) => number >= region.from && number <= region.to);
  if (around.length === 0) return undefined;
  return around.some((region) => region.main) ? "main" : "step";
}

function skippable(count: number): CSSProperties {
  return { contentVisibility: "auto", containIntrinsicBlockSize: `auto ${count * LINE_HEIGHT}px` };
}

function chunks(lines: readonly CodeLine[]): readonly (readonly CodeLine[])[] {
  const count = Math.ceil(lines.length / CHUNK);
  return Array.from({ length: count }, (_, index) => lines.slice(index * CHUNK, (index + 1) * CHUNK));
}
