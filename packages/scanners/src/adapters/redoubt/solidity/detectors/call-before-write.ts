import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, isZero, mentions, rootOf, some } from "../expressions.ts";
import { type Frame, frames, trace, type Write, writesOf } from "../flow.ts";
import { guardsOf } from "../guards.ts";
import type { Callable } from "../model.ts";
import type { Project } from "../project.ts";

const LOCK = /non_?reentran|no_?reentran|^lock$|^locked$|mutex|reentrancy|^nonre/i;
const HANDS_OVER =
  /^(sendValue|functionCallWithValue|safeTransferETH|_safeMint|safeMint|tokensReceived|tokensToSend|onFlashLoan|onERC721Received|onERC1155Received)$/;

/** A place at which foreign code may run, and every order key below uses: offsets along the entry's own text. */
interface Event {
  readonly site: SyntaxNode;
  readonly inner: number;
  readonly node: SyntaxNode;
}

export const callBeforeWrite = functionDetector(
  {
    id: "redoubt/call-before-write",
    title: "State is written after an external call",
    description:
      "While the external call runs, the contract still shows the old state. The receiver can call in again and use the same balance a second time, until everything is gone. Write the state first and call last (checks, effects, interactions), and add a reentrancy guard to every function that shares the state.",
    severity: "high",
    confidence: "high",
    cwe: ["CWE-841"],
    swc: ["SWC-107"],
    scwe: ["SCWE-046"],
  },
  function* (fn, project) {
    if (!fn.isEntry || fn.isView || fn.contract?.kind !== "contract") return;
    const all = frames(fn, project);
    if (isLocked(all, project) || guardsOf(fn, project).identity) return;
    const calls = all.flatMap((frame) => handOvers(frame, project));
    if (calls.length === 0) return;
    const writes = all.flatMap((frame) =>
      writesOf(frame, project).map((write) => ({ write, event: eventOf(write.node, frame) })),
    );
    const seen = new Set<SyntaxNode>();
    for (const call of calls) {
      const late = writes.find(({ write, event }) => {
        if (!isAfter(event, call) || exclusive(call.site, event.site, fn) || onFailure(write)) return false;
        const before = writes.some((each) => isSameSlot(each.write, write) && isAfter(call, each.event));
        return !before && readBefore(write.variable, call, all);
      });
      if (!late || seen.has(call.site)) continue;
      seen.add(call.site);
      yield {
        node: call.site,
        detail: `\`${late.write.variable}\` is read before this call and written after it (line ${late.event.site.startLine}).`,
      };
    }
  },
);

// The same variable and, of a struct, the same member: interest booked on a position says nothing of its collateral.
function isSameSlot(one: Write, two: Write): boolean {
  return one.variable === two.variable && memberOf(one) === memberOf(two);
}

function memberOf({ target }: Write): string | undefined {
  return target.kind === "member_expression" ? target.children.at(-1)?.text : undefined;
}

function isLocked(all: readonly Frame[], project: Project): boolean {
  const byModifier = all.some((frame) => frame.fn.modifiers.some((use) => LOCK.test(use.name)));
  if (byModifier) return true;
  // A hand-made lock: a flag is asked, set and reset in one run.
  return all.some((frame) => {
    const writes = writesOf(frame, project).filter((write) => write.keys.length === 0 && write.operator === "=");
    return writes.some((write) => {
      const asked = [...frame.fn.nodes("if_statement"), ...frame.fn.nodes("call_expression")].some((node) => {
        const isCheck = node.kind === "if_statement" || ["require", "assert"].includes(callOf(node).name);
        return isCheck && node.end < write.node.start && mentions(node, write.variable);
      });
      return asked && writes.some((other) => other !== write && other.variable === write.variable);
    });
  });
}

function eventOf(node: SyntaxNode, frame: Frame): Event {
  let at = frame;
  let site = node;
  while (at.caller) {
    site = at.site ?? site;
    at = at.caller;
  }
  return { site, inner: node.start, node };
}

function isAfter(later: Event, earlier: Event): boolean {
  if (later.site !== earlier.site) return later.site.start >= earlier.site.end;
  return later.inner > earlier.inner && later.node !== later.site;
}

function handOvers(frame: Frame, project: Project): Event[] {
  const found: Event[] = [];
  for (const node of frame.fn.nodes("call_expression")) {
    const call = callOf(node);
    const { receiver, name, args, options } = call;
    const value = options.get("value");
    const lowLevel =
      receiver !== undefined && name === "call" && args.length <= 1 && !isPrecompile(receiver, frame, project);
    const withValue = receiver !== undefined && value !== undefined && !isZero(value);
    const hooks = HANDS_OVER.test(name) && (receiver !== undefined || name === "_safeMint");
    const nft =
      name === "safeTransferFrom" && receiver !== undefined && /721|1155|nft/i.test(typeName(receiver, frame));
    if (lowLevel || withValue || hooks || nft) found.push(eventOf(node, frame));
  }
  return found;
}

function isPrecompile(receiver: SyntaxNode, frame: Frame, project: Project): boolean {
  return trace(receiver, frame, project).kind === "literal";
}

function typeName(receiver: SyntaxNode, frame: Frame): string {
  const root = rootOf(receiver);
  const declared = frame.fn.locals.get(root.text) ?? frame.fn.parameters.find((each) => each.name === root.text);
  return `${declared?.type ?? frame.fn.contract?.state.get(root.text)?.type ?? ""} ${receiver.text}`;
}

// `if (!ok) { balance = amount; }` puts back what a failed call did not pay.
function onFailure(write: Write): boolean {
  for (let at = write.node.parent; at; at = at.parent) {
    if (at.kind === "catch_clause") return true;
    const condition = at.kind === "if_statement" ? at.children[0] : undefined;
    if (condition?.kind === "unary_expression" && condition.tokens[0] === "!") return true;
  }
  return false;
}

// The two stand in different branches of one if.
function exclusive(one: SyntaxNode, two: SyntaxNode, fn: Callable): boolean {
  return fn.nodes("if_statement").some((statement) => {
    const [, yes, no] = statement.children;
    if (!yes || !no) return false;
    const within = (node: SyntaxNode, branch: SyntaxNode): boolean =>
      branch.start <= node.start && node.end <= branch.end;
    return (within(one, yes) && within(two, no)) || (within(one, no) && within(two, yes));
  });
}

function readBefore(variable: string, call: Event, all: readonly Frame[]): boolean {
  return all.some((frame) => {
    const { body } = frame.fn;
    if (!body) return false;
    return some(body, (node) => {
      if (node.kind !== "identifier" || node.text !== variable) return false;
      const event = eventOf(node, frame);
      return event.site === call.site ? event.inner <= call.node.end : event.site.end <= call.site.end;
    });
  });
}
