import type { ScriptDetector } from "../detector.ts";
import { commandInjection } from "./detectors/command-injection.ts";
import { disabledTls } from "./detectors/disabled-tls-check.ts";
import { dynamicCode } from "./detectors/dynamic-code.ts";
import { pathTraversal } from "./detectors/path-traversal.ts";
import { privateKeyLiteral } from "./detectors/private-key-literal.ts";
import { prototypePollution } from "./detectors/prototype-pollution.ts";
import { requestForgery } from "./detectors/server-side-request-forgery.ts";
import { rpcUrlFromInput } from "./detectors/rpc-url-from-input.ts";
import { unboundedApprove } from "./detectors/unbounded-approve.ts";
import { weakRandomSecret } from "./detectors/weak-random-secret.ts";

/** The JavaScript and TypeScript part of the pack. */
export const scriptDetectors: readonly ScriptDetector[] = [
  commandInjection,
  disabledTls,
  dynamicCode,
  pathTraversal,
  privateKeyLiteral,
  prototypePollution,
  requestForgery,
  rpcUrlFromInput,
  unboundedApprove,
  weakRandomSecret,
];
