import { z } from "zod";
import type { Scanner, Target } from "../../contract.ts";
import {
  buildPathsOf,
  FORGE,
  FORGE_ROOT,
  forgeAvailable,
  forgeCommand,
  forgeSetting,
  jailPaths,
} from "../../tool/forge.ts";
import { JAIL_ROOT, NODE, nodeToolMounts, packagesAvailable, runnerMounts, runnerPath } from "../../tool/packages.ts";
import { detectors } from "./detectors.ts";
import { parse } from "./parse.ts";
import { LAYOUTS_FILE } from "./protocol.ts";

/**
 * OpenZeppelin's upgrade checks: what breaks behind a proxy, and how storage differs from the revision before.
 * `target.config.previousLayout` is the `layouts.json` that a run on that revision left; without it only the rules of
 * one revision are checked.
 */
export const upgradesCore: Scanner = {
  id: "upgrades-core",
  title: "OpenZeppelin upgrades",
  kind: "sast",
  languages: ["solidity"],
  needsCompilation: true,
  stateFile: LAYOUTS_FILE,
  available: async () => {
    const forge = forgeAvailable();
    return forge.ok ? packagesAvailable(["@openzeppelin/upgrades-core"]) : forge;
  },
  command: async (target) => {
    const forge = forgeCommand(forgeSetting(target), []);
    const node = nodeToolMounts("@openzeppelin/upgrades-core");
    const mounts = [...node, ...runnerMounts()].filter(
      ({ target }) => !forge.readOnly.some((m) => m.target === target),
    );
    return {
      ...forge,
      argv: [NODE, "--max-old-space-size=1536", runnerPath("upgrades-core")],
      readOnly: [...forge.readOnly, ...mounts],
      outputFiles: [LAYOUTS_FILE],
      stdin: JSON.stringify({
        forge: FORGE,
        root: JAIL_ROOT,
        files: target.files.filter((file) => file.endsWith(".sol")),
        build: [
          "build",
          ...FORGE_ROOT,
          ...["--ast", "--build-info", "--build-info-path", "/job/build-info", "--extra-output", "storageLayout"],
          "--",
          ...jailPaths(buildPathsOf(target)),
        ],
        previous: previousLayout(target),
      }),
    };
  },
  parse,
  detectors,
};

const Layouts = z.object({ contracts: z.record(z.string(), z.object({ layout: z.record(z.string(), z.unknown()) })) });

function previousLayout(target: Target) {
  const parsed = Layouts.safeParse(target.config.previousLayout);
  return parsed.success ? parsed.data : null;
}
