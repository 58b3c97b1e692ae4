import type { SyntaxNode } from "../../../context/syntax.ts";
import { callOf, isZero, mentions, namesIn, operatorOf, some, strip } from "./expressions.ts";
import { type Condition, conditionsOf, type Frame, frames, isCaller, resolve, trace, writesOf } from "./flow.ts";
import { isTestPath } from "../test-code.ts";
import type { Callable } from "./model.ts";
import type { Project } from "./project.ts";

/**
 * What limits who may run an entry, or how often.
 * `identity`: the caller is compared with someone or looked up in a role; `accounting`: the caller's own balance or
 * the like is checked; `once`: a variable that the function itself sets is checked; `signature`: someone signed it.
 */
export interface Guards {
  readonly identity: boolean;
  readonly accounting: boolean;
  readonly once: boolean;
  readonly signature: boolean;
}

// Modifiers of unknown source that say nothing about who calls.
const NOT_ABOUT_CALLER =
  /^(non_?reentran|no_?reentran|lock|mutex|when|if_?(not)?_?paused|not_?paused|initializer|reinitializer|onlyInitializing|notDelegated|onlyDelegate|onlyProxy|payable|valid|non_?zero|not_?zero|check_?deadline|ensure|expir|update|accrue|sync|settle|cache|emit|log|gas|refund)/i;
const ABOUT_RUN_ONCE = /^(initializer|reinitializer|onlyInitializing|once|onlyOnce)$/i;
const CHECK_NAME =
  /^_?(check|only|require|enforce|authori[sz]|assert|ensure|verify|auth|is_?auth|must|restrict|access|revert(if|unless))/i;
const ASKS_ABILITY = /^_?(can|may)[A-Z]/;
const MOVES_VALUE =
  /transfer|^send|^call$|^value$|^gas$|approve|^_?mint|^_?burn|deposit|withdraw|swap|pay|stake|redeem/i;
const SIGNATURE_NAME =
  /^_?(ecrecover|recover|tryRecover|recoverSigner|isValidSignature\w*|verify\w*|processProof\w*|validate(UserOp|Signature|Proof)\w*|checkSignatures?|checkProof)$/i;
const SHOWN_OR_SCRIPTED = /(^|\/)(examples?|samples?)\/|\.s\.sol$/i;
const TEST_NAME = /mock|faucet|^test|test$|harness|echidna|malicious|attacker|exploit/i;

const noted = new WeakMap<Project, WeakMap<Callable, Guards>>();

/** Collects the guards of an entry over everything that it runs inside its contract. */
export function guardsOf(fn: Callable, project: Project): Guards {
  const perProject = noted.get(project) ?? new WeakMap<Callable, Guards>();
  noted.set(project, perProject);
  const known = perProject.get(fn);
  if (known) return known;
  const guards = collect(fn, project);
  perProject.set(fn, guards);
  return guards;
}

/** Whether anything at all limits who may run the entry. */
export function isGuarded(fn: Callable, project: Project): boolean {
  const { identity, accounting, signature } = guardsOf(fn, project);
  return identity || accounting || signature;
}

/** Tests, mocks and faucets: open doors are meant there. */
export function isTestCode(fn: Callable): boolean {
  return isTestPath(fn.path) || SHOWN_OR_SCRIPTED.test(fn.path) || TEST_NAME.test(fn.contract?.name ?? "");
}

function collect(fn: Callable, project: Project): Guards {
  let identity = false;
  let accounting = false;
  let signature = false;
  let once = false;
  const all = frames(fn, project);
  const written = new Set(all.flatMap((frame) => writesOf(frame, project).map((write) => write.variable)));
  for (const frame of all) {
    for (const use of frame.fn.modifiers) {
      if (frame.fn.kind === "constructor") continue;
      if (ABOUT_RUN_ONCE.test(use.name)) once = true;
      else if (!project.modifier(frame.contract, use.name) && !NOT_ABOUT_CALLER.test(use.name)) identity = true;
    }
    for (const condition of conditionsOf(frame)) {
      for (const expression of [condition.expression, ...keptIn(condition)]) {
        const about = aboutCaller({ ...condition, expression }, project);
        if (about === "identity") identity = true;
        if (about === "accounting") accounting = true;
      }
      if (condition.stops && asksOnce(condition, written)) once = true;
    }
    for (const node of frame.fn.nodes("call_expression")) {
      const call = callOf(node);
      if (SIGNATURE_NAME.test(call.name)) signature = true;
      const checks = CHECK_NAME.test(call.name) || ASKS_ABILITY.test(call.name);
      // An error such as `AccessDenied()` asks nothing.
      const isError = !call.receiver && /^[A-Z]/.test(call.name);
      if (!checks || isError || call.name === "require" || call.name === "assert") continue;
      const passesCaller = call.args.some((argument) => isCaller(argument, frame, project));
      // A check whose source is not known, or that another contract makes about the caller.
      if (call.receiver ? passesCaller : !resolve(call, frame, project)) identity = true;
    }
  }
  return { identity, accounting, signature, once };
}

// `bool isOwner = msg.sender == owner; if (!isOwner) revert …`: the answer was kept in a variable.
function keptIn({ expression, frame }: Condition): SyntaxNode[] {
  return [...namesIn(expression)].flatMap((name) => {
    const local = frame.fn.locals.get(name);
    return local?.value && local.position === undefined && /^bool\b/.test(local.type) ? [local.value] : [];
  });
}

/** How a condition speaks of the caller, if it does. */
export function aboutCaller(condition: Condition, project: Project): "identity" | "accounting" | undefined {
  const { frame } = condition;
  let found: "identity" | "accounting" | undefined;
  some(condition.expression, (node) => {
    const leaf = node.kind === "identifier" || node.kind === "member_expression" || node.kind === "call_expression";
    if (!leaf || isMember(node) || !isCaller(node, frame, project)) return false;
    const use = useOf(node, condition.expression, frame, project);
    if (use === "identity" || found === undefined) found = use ?? found;
    return use === "identity";
  });
  return found;
}

function isMember(node: SyntaxNode): boolean {
  return node.parent?.kind === "member_expression" && node.parent.children[0] !== node;
}

function useOf(
  mention: SyntaxNode,
  whole: SyntaxNode,
  frame: Frame,
  project: Project,
): "identity" | "accounting" | undefined {
  let inside: "direct" | "looked-up" = "direct";
  for (let at: SyntaxNode = mention; ; ) {
    const { parent } = at;
    if (!parent || at === whole) return "identity";
    if (parent.kind === "binary_expression") {
      const operator = operatorOf(parent);
      if (operator === "&&" || operator === "||") return "identity";
      const other = parent.children[0] === at ? parent.children[1] : parent.children[0];
      if (!other) return undefined;
      if (operator !== "==" && operator !== "!=") return "accounting";
      if (inside === "looked-up") return isZero(other) ? "accounting" : "identity";
      // Neither `msg.sender != address(0)` nor `msg.sender == tx.origin` names anyone.
      return isZero(other) || trace(other, frame, project).kind === "origin" ? undefined : "identity";
    }
    // What the caller holds or answers, `msg.sender.code.length`, `msg.sender.send(…)`, does not tell who it is.
    if (parent.kind === "member_expression") return undefined;
    if (parent.kind === "array_access") inside = "looked-up";
    if (parent.kind === "call_argument") {
      const outer = parent.parent?.kind === "call_expression" ? callOf(parent.parent).name : "";
      // Moving the caller's money, and whether that worked, tells nothing either.
      if (MOVES_VALUE.test(outer)) return undefined;
      inside = "looked-up";
    }
    at = parent;
  }
}

// `require(!ready)`, `require(owner == address(0))`, `if (ready) revert`, where the function sets the variable itself.
function asksOnce(condition: Condition, written: ReadonlySet<string>): boolean {
  return some(condition.expression, (node) => {
    if (node.kind === "binary_expression") {
      const [left, right] = node.children;
      if (!left || !right) return false;
      const value = isConstant(right) ? strip(left) : isConstant(left) ? strip(right) : undefined;
      if (value === undefined) return false;
      // `_implementation() == address(0)`: read from a slot that no name tells.
      const readsSlot = value.kind === "call_expression" && value.children.length === 1 && !callOf(value).receiver;
      return readsSlot || [...written].some((name) => mentions(value, name));
    }
    const isFlag = node.kind === "identifier" && written.has(node.text);
    const above = node.parent?.kind;
    return isFlag && above !== "binary_expression" && above !== "array_access" && above !== "member_expression";
  });
}

function isConstant(node: SyntaxNode): boolean {
  return strip(node).kind.endsWith("_literal");
}
