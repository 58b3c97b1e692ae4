import { fileURLToPath } from "node:url";
import { jailPaths } from "./contract.ts";
import { systemFolder } from "./host.ts";
import type { JailPlan } from "./jail.ts";
import { jailEnvironment } from "./jail.ts";

const script = fileURLToPath(new URL("./unsandboxed.sh", import.meta.url));
const temporarySize = "256m";

/** Exit code of the set-up script when the namespaces could not be built. */
export const unsandboxedSetupFailed = 125;

/** argv that runs a command under the same paths as the jail, with namespaces and limits but without bubblewrap. */
export function unshareArgv(plan: JailPlan, emptyFolder: string, limited: readonly string[]): string[] {
  const root = plan.user.mode === "dropped";
  const systemLinks = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"].flatMap((path) => {
    const folder = systemFolder(path);
    if (folder.kind === "link") return ["link", folder.to, path];
    return folder.kind === "folder" ? ["ro", path, path] : [];
  });
  const devices = ["null", "zero", "full", "random", "urandom"].flatMap((name) => [
    "rw",
    `/dev/${name}`,
    `/dev/${name}`,
  ]);
  const source = plan.source === undefined ? [] : ["ro", plan.source, jailPaths.source];
  return [
    "/usr/bin/unshare",
    ...(root ? [] : ["--user", "--map-root-user"]),
    "--mount",
    "--net",
    "--ipc",
    "--pid",
    "--fork",
    "--kill-child=SIGKILL",
    "--",
    "/bin/sh",
    script,
    emptyFolder,
    ...["ro", "/usr", "/usr", ...systemLinks, ...devices],
    ...["ro", plan.passwdFile, "/etc/passwd", "ro", plan.groupFile, "/etc/group"],
    ...["tmp", temporarySize, "/tmp", "tmp", temporarySize, jailPaths.home],
    ...["rw", plan.jobFolder, jailPaths.job, ...source],
    ...plan.mounts.flatMap((mount) => ["ro", mount.source, mount.target]),
    "--",
    "/usr/bin/env",
    "--ignore-environment",
    `--chdir=${plan.workingDirectory}`,
    ...Object.entries(jailEnvironment(plan.env)).map(([name, value]) => `${name}=${value}`),
    // Root of a user namespace that is not jailed keeps capabilities over its mounts: give them up here.
    ...(root
      ? []
      : ["/usr/bin/setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--pdeathsig=KILL", "--"]),
    ...limited,
  ];
}
