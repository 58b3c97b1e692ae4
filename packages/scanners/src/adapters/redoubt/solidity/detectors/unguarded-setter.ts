import { functionDetector } from "../../detector.ts";
import { type Frame, frames, trace, type Write, writesOf } from "../flow.ts";
import { guardsOf, isGuarded, isTestCode } from "../guards.ts";
import type { Project } from "../project.ts";

const SETTER =
  /^_?(set|update|change|replace|configure|assign|transferOwnership|add|remove|enable|disable|toggle|grant|revoke|whitelist|blacklist|pause|unpause)/i;
const PRIVILEGED =
  /owner|admin|govern|guardian|operator|keeper|treasury|fee|oracle|feed|implementation|minter|pauser|signer|manager|authori|recipient|router|registry|paused|limit|cap$|rate|role|whitelist|blacklist|allowed|trusted|delay|threshold|controller|strategy|verifier|relayer/i;

export const unguardedSetter = functionDetector(
  {
    id: "redoubt/unguarded-setter",
    title: "Anyone can change a setting of the contract",
    description:
      "The function stores a value that its caller chooses in a variable that concerns everyone, and nothing asks who calls. Anyone can redirect fees, replace an oracle or take over a role. Restrict it to the role that owns the setting (`onlyOwner`, `onlyRole`), and test every role against every function.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-862", "CWE-284"],
    swc: ["SWC-105"],
    scwe: ["SCWE-016", "SCWE-013"],
  },
  function* (fn, project) {
    if (!fn.isEntry || fn.kind !== "function" || fn.isView || fn.contract?.kind !== "contract" || isTestCode(fn))
      return;
    // Setting up once is what an initializer does; that has a detector of its own.
    if (/^_*(re)?init/i.test(fn.name) || isGuarded(fn, project) || guardsOf(fn, project).once) return;
    for (const frame of frames(fn, project)) {
      for (const write of writesOf(frame, project)) {
        const parameter = chosenBy(write, frame, project);
        if (!parameter) continue;
        const node = frame.caller ? fn.node : write.node;
        const place = node === fn.node ? (fn.node.field("name") ?? fn.node) : node;
        yield { node: place, detail: `\`${fn.name}\` lets anyone set \`${write.variable}\` from \`${parameter}\`.` };
        return;
      }
    }
  },
);

/** Name of the parameter that the caller stores for everyone, if the write is of that sort. */
function chosenBy(write: Write, frame: Frame, project: Project): string | undefined {
  if (write.operator !== "=" && write.operator !== "delete") return undefined;
  const telling = SETTER.test(rootName(frame)) || PRIVILEGED.test(write.variable);
  if (!telling) return undefined;
  const keys = write.keys.map((key) => trace(key, frame, project));
  // An entry of the caller's own, or one under a key that no outsider chooses freely, such as a fresh counter.
  if (keys.some((key) => key.kind === "caller" || key.kind === "other")) return undefined;
  const value = write.value ? trace(write.value, frame, project) : undefined;
  const chosenKey = keys.find((key) => key.kind === "parameter" && !key.frame.caller);
  if (value?.kind === "parameter" && !value.frame.caller) return value.name;
  if (chosenKey && PRIVILEGED.test(write.variable) && (value === undefined || value.kind === "literal"))
    return chosenKey.name;
  return undefined;
}

function rootName(frame: Frame): string {
  let at = frame;
  while (at.caller) at = at.caller;
  return at.fn.name;
}
