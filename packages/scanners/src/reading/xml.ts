import type { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { utf8Bytes } from "./encoding.ts";
import { ReportError } from "./report-error.ts";
import { Prolog } from "./xml-prolog.ts";

/** Bounds of what is read; crossing one throws a `ReportError`. */
export interface XmlLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxTextBytes: number;
  readonly maxAttributes: number;
  /** Elements inside one selected element. */
  readonly maxElements: number;
}

/** Default limits of XML reports, those of JSON reports in other words. */
export const XML_LIMITS: XmlLimits = {
  maxBytes: 256 * 1024 * 1024,
  maxDepth: 128,
  maxTextBytes: 4 * 1024 * 1024,
  maxAttributes: 256,
  maxElements: 500_000,
};

/** An element by its local name; prefixes are the author's taste. `text` is all text directly inside it. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** `open` tells of an element on the way, with its attributes; `element` hands a selected one over whole. */
export type XmlEvent =
  | { readonly type: "open"; readonly path: readonly string[]; readonly element: XmlElement }
  | { readonly type: "element"; readonly path: readonly string[]; readonly element: XmlElement };

interface Building {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads XML as a stream and hands back the elements that `select` names by their path of local names. A document type
 * definition is refused before anything is parsed; entities other than the five of XML itself are not known. Throws
 * `ReportError`.
 */
export async function* streamXml(
  stream: Readable,
  select: (path: readonly string[]) => boolean,
  limits: XmlLimits = XML_LIMITS,
): AsyncGenerator<XmlEvent> {
  const builder = new XmlBuilder(select, limits);
  const prolog = new Prolog();
  let decoder: TextDecoder | undefined;
  for await (const bytes of utf8Bytes(stream, limits.maxBytes)) {
    const text = decoder === undefined ? undefined : decoder.decode(bytes, { stream: true });
    // Only the declaration in the first bytes tells the encoding; its own signs are ASCII.
    if (text === undefined) {
      const ready = prolog.take(bytes);
      if (ready === undefined) continue;
      decoder = new TextDecoder(ready.encoding);
      builder.write(decoder.decode(ready.bytes, { stream: true }));
    } else builder.write(text);
    yield* builder.take();
  }
  if (decoder === undefined) prolog.end();
  builder.finish();
  yield* builder.take();
}

class XmlBuilder {
  readonly #select: (path: readonly string[]) => boolean;
  readonly #limits: XmlLimits;
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #path: string[] = [];
  /** The selected element that is being built and those inside it that are open. */
  readonly #open: Building[] = [];
  #events: XmlEvent[] = [];
  #elements = 0;
  #sinceEvent = 0;
  #roots = 0;

  constructor(select: (path: readonly string[]) => boolean, limits: XmlLimits) {
    this.#select = select;
    this.#limits = limits;
    this.#parser.on("error", (error) => {
      // What is missing at the end was cut off; the parser's other words name line and column.
      const code = /^(?:\d+:\d+: )?(?:unclosed tag|document must contain a root element)/.test(error.message)
        ? "truncated"
        : "not-xml";
      throw new ReportError(code, `not well-formed XML: ${error.message.slice(0, 200)}`);
    });
    this.#parser.on("doctype", () => {
      throw new ReportError("dtd", "the report has a document type definition (DTD), which is refused");
    });
    this.#parser.on("attribute", () => {
      this.#sinceEvent = 0;
    });
    this.#parser.on("opentag", (tag) => this.#opened(tag));
    this.#parser.on("closetag", () => this.#closed());
    this.#parser.on("text", (text) => this.#text(text));
    this.#parser.on("cdata", (text) => this.#text(text));
  }

  write(text: string): void {
    // The parser keeps an unfinished text or tag: without this a single one could fill the memory.
    this.#sinceEvent += text.length;
    this.#parser.write(text);
    if (this.#sinceEvent > this.#limits.maxTextBytes) this.#tooLong();
  }

  finish(): void {
    this.#parser.close();
    if (this.#roots === 0) throw new ReportError("truncated", "the report ends before its first element");
  }

  take(): XmlEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #opened(tag: SaxesTagNS): void {
    this.#sinceEvent = 0;
    this.#roots += 1;
    this.#path.push(tag.local);
    if (this.#path.length > this.#limits.maxDepth) {
      throw new ReportError("too-deep", `the report is nested deeper than ${this.#limits.maxDepth}`);
    }
    const attributes = Object.values(tag.attributes);
    if (attributes.length > this.#limits.maxAttributes) {
      throw new ReportError("too-many-values", `an element has more than ${this.#limits.maxAttributes} attributes`);
    }
    const element: Building = {
      name: tag.local,
      namespace: tag.uri,
      attributes: new Map(attributes.map(({ local, value }) => [local, value])),
      children: [],
      text: "",
    };
    if (this.#open.length > 0) {
      this.#elements += 1;
      if (this.#elements > this.#limits.maxElements) {
        throw new ReportError("too-many-values", `one element has more than ${this.#limits.maxElements} others inside`);
      }
      this.#open.push(element);
    } else if (this.#select(this.#path)) {
      this.#elements = 0;
      this.#open.push(element);
    } else this.#events.push({ type: "open", path: [...this.#path], element });
  }

  #closed(): void {
    this.#sinceEvent = 0;
    const element = this.#open.pop();
    if (element !== undefined) {
      const parent = this.#open.at(-1);
      if (parent === undefined) this.#events.push({ type: "element", path: [...this.#path], element });
      else parent.children.push(element);
    }
    this.#path.pop();
  }

  #text(text: string): void {
    this.#sinceEvent = 0;
    const element = this.#open.at(-1);
    if (element === undefined) return;
    element.text += text;
    if (element.text.length > this.#limits.maxTextBytes) this.#tooLong();
  }

  #tooLong(): never {
    throw new ReportError("string-too-long", `a text or tag is longer than ${this.#limits.maxTextBytes} characters`);
  }
}

/** The first child of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name);
}

/** Children of that name. */
export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

/** Trimmed text of the first child of that name; undefined when it says nothing. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  const said = child(element, name)?.text.trim();
  return said === "" ? undefined : said;
}
