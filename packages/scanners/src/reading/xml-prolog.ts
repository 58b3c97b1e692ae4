import { ReportError } from "./report-error.ts";

const LONGEST_PROLOG = 64 * 1024;
/** Encodings that a declaration may name; those of one byte agree with ASCII in the declaration itself. */
const ENCODINGS: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "us-ascii": "utf-8",
  ascii: "utf-8",
  // The bytes were converted before; the declaration still says what they had been.
  "utf-16": "utf-8",
  "utf-16le": "utf-8",
  "utf-16be": "utf-8",
  "iso-8859-1": "windows-1252",
  "latin-1": "windows-1252",
  "windows-1252": "windows-1252",
  "iso-8859-15": "iso-8859-15",
};

/** What stands before the first element. */
export interface ReadProlog {
  readonly bytes: Buffer;
  readonly encoding: string;
}

/**
 * Holds XML back until its first element begins, so that a document type definition is refused before any parser has
 * seen it: neither entities that grow nor files that are pulled in can happen.
 */
export class Prolog {
  #held = Buffer.alloc(0);

  /** More bytes; the answer is everything held so far once the first element begins. Throws `ReportError`. */
  take(bytes: Buffer): ReadProlog | undefined {
    this.#held = Buffer.concat([this.#held, bytes]);
    const text = this.#held.subarray(0, LONGEST_PROLOG).toString("latin1");
    const found = firstMarkup(text);
    if (found === "element") return { bytes: this.#held, encoding: encodingOf(text) };
    if (found === "dtd") {
      throw new ReportError("dtd", "the report has a document type definition (DTD), which is refused");
    }
    if (found === "other") throw new ReportError("not-xml", "not XML: it does not begin with an element");
    if (this.#held.length > LONGEST_PROLOG) {
      throw new ReportError("not-xml", `no element begins in the first ${LONGEST_PROLOG} bytes`);
    }
    return undefined;
  }

  /** The stream has ended before any element began. */
  end(): never {
    throw new ReportError("truncated", "the report ends before its first element");
  }
}

/** What follows spaces, comments and processing instructions; undefined when that is not to be told yet. */
function firstMarkup(text: string): "element" | "dtd" | "other" | undefined {
  let at = 0;
  for (;;) {
    while (at < text.length && " \t\r\n".includes(text[at] ?? "")) at += 1;
    if (text.length - at < 4 && "<!--".startsWith(text.slice(at))) return undefined;
    const end = text.startsWith("<?", at) ? "?>" : text.startsWith("<!--", at) ? "-->" : undefined;
    if (end !== undefined) {
      const close = text.indexOf(end, at + 2);
      if (close === -1) return undefined;
      at = close + end.length;
    } else if (text.startsWith("<!", at)) return "dtd";
    else if (text[at] === "<") return "element";
    else return at >= text.length ? undefined : "other";
  }
}

function encodingOf(text: string): string {
  const said = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(text)?.[1]?.toLowerCase() ?? "utf-8";
  const encoding = Object.hasOwn(ENCODINGS, said) ? ENCODINGS[said] : undefined;
  if (encoding === undefined) {
    throw new ReportError("wrong-encoding", `the report says that it is in ${said}: save it as UTF-8`);
  }
  return encoding;
}
