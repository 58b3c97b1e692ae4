import type { SandboxCommand } from "@redoubt/sandbox";
import { FORGE, FORGE_ROOT, forgeCommand, type ForgeSetting, jailPaths } from "../tool/forge.ts";
import { JAIL_ROOT, NODE, nodeToolMounts, runnerMounts, sourcePath } from "../tool/packages.ts";
import type { PowersRequest } from "./protocol.ts";

/**
 * Builds a root in the jail and prints the powers over its contracts as one JSON object (`CodeReach`). `buildPaths`
 * and `own` relative to the root; contracts in files that are not its own are read where it inherits them.
 */
export function powersCommand(
  setting: ForgeSetting,
  buildPaths: readonly string[],
  own: readonly string[],
): SandboxCommand {
  const forge = forgeCommand(setting, []);
  const mounts = [...nodeToolMounts("solidity-ast"), ...runnerMounts()].filter(
    ({ target }) => !forge.readOnly.some((mount) => mount.target === target),
  );
  const request: PowersRequest = {
    forge: FORGE,
    root: JAIL_ROOT,
    own: own.filter((file) => file.endsWith(".sol")),
    build: [
      "build",
      ...FORGE_ROOT,
      ...["--ast", "--build-info", "--build-info-path", "/job/build-info"],
      "--",
      ...jailPaths(buildPaths),
    ],
  };
  return {
    ...forge,
    argv: [NODE, "--max-old-space-size=1536", sourcePath("powers/runner.ts")],
    readOnly: [...forge.readOnly, ...mounts],
    stdin: JSON.stringify(request),
  };
}
