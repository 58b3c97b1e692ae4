import { functionDetector } from "../../detector.ts";
import { frames, writesOf } from "../flow.ts";
import { guardsOf, isTestCode } from "../guards.ts";

const INITIALIZER = /^_{0,2}(init|initialize|initialise)([A-Z_]\w*)?$/;

export const initializerWithoutGuard = functionDetector(
  {
    id: "redoubt/initializer-without-guard",
    title: "Initializer can be called by anyone, again and again",
    description:
      "An initializer stands in for the constructor behind a proxy. Without a guard anyone can call it a second time and become the owner of a contract in use. Use the `initializer` modifier and `_disableInitializers()` in the implementation's constructor, and initialise in the transaction that deploys.",
    severity: "critical",
    confidence: "high",
    cwe: ["CWE-665", "CWE-284"],
    swc: ["SWC-118"],
    scwe: ["SCWE-098", "SCWE-092"],
  },
  function* (fn, project) {
    if (!fn.isEntry || fn.isView || !INITIALIZER.test(fn.name) || fn.contract?.kind !== "contract" || isTestCode(fn))
      return;
    const { identity, once, signature } = guardsOf(fn, project);
    if (identity || once || signature) return;
    const written = [
      ...new Set(frames(fn, project).flatMap((frame) => writesOf(frame, project).map((write) => write.variable))),
    ];
    const [first] = written;
    if (first === undefined) return;
    yield {
      node: fn.node.field("name") ?? fn.node,
      detail: `\`${fn.name}\` sets ${written
        .slice(0, 3)
        .map((name) => `\`${name}\``)
        .join(", ")} on every call.`,
    };
  },
);
