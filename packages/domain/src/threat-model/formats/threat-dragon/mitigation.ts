/** One control inside the one text that the tool has for all mitigations of a threat. */
interface Mitigation {
  /** The id under which it was exported, so that several threats name the same control again. */
  readonly id: string | undefined;
  readonly name: string;
  readonly description: string;
}

const LINE = /^\d+\. \[([\w~:.-]{1,180})\] (.+)$/;
const LONGEST_NAME = 300;

/** One text of controls: a numbered list with ids, by which they are told apart when it is read again. */
export function joinMitigations(
  controls: readonly { readonly id: string; readonly name: string; readonly description: string }[],
): string {
  return controls
    .map(({ id, name, description }, at) => {
      const more = description.trim() === "" ? "" : `\n   ${description.trim().replaceAll("\n", "\n   ")}`;
      return `${at + 1}. [${id}] ${name.replaceAll(/\s+/g, " ")}${more}`;
    })
    .join("\n");
}

/** The controls of a text: those of a list that was exported from here, or the whole as one. */
export function splitMitigation(text: string): Mitigation[] {
  const lines = text.trim() === "" ? [] : text.trim().split("\n");
  if (lines.length === 0) return [];
  if (!LINE.test(lines[0] ?? "")) return [whole(text.trim())];
  const found: { id: string | undefined; name: string; lines: string[] }[] = [];
  for (const line of lines) {
    const [, id, name] = LINE.exec(line) ?? [];
    if (id !== undefined && name !== undefined) found.push({ id, name, lines: [] });
    else found.at(-1)?.lines.push(line.replace(/^ {3}/, ""));
  }
  return found.map(({ id, name, lines: more }) => ({ id, name, description: more.join("\n") }));
}

function whole(text: string): Mitigation {
  const [first = "", ...more] = text.split("\n");
  const short = first.length <= LONGEST_NAME;
  return {
    id: undefined,
    name: short ? first.trim() || text.slice(0, LONGEST_NAME) : `${first.slice(0, LONGEST_NAME - 1)}…`,
    description: short ? more.join("\n").trim() : text,
  };
}
