// Tests of scanners and the jail need bubblewrap; it is installed only where nobody is asked: in CI, as root.
import { spawnSync } from "node:child_process";
import { run } from "../start/process.mjs";

const works = () =>
  spawnSync("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"], { stdio: "ignore" }).status === 0;

export async function ensureSandbox() {
  if (process.platform !== "linux" || works()) return;
  const mayInstall =
    process.env.CI && process.getuid?.() === 0 && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
  if (!mayInstall) {
    process.stdout.write(
      "bubblewrap does not work here: the tests that need it are skipped (apt-get install bubblewrap)\n",
    );
    return;
  }
  process.stdout.write("apt-get install bubblewrap …\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get update", "apt-get", ["update", "-qq"], { env, timeout: 180_000 });
  await run("apt-get install", "apt-get", ["install", "-y", "-qq", "--no-install-recommends", "bubblewrap"], {
    env,
    timeout: 300_000,
  });
  if (!works())
    process.stdout.write(
      "bubblewrap is installed, but this machine does not let it make namespaces: tests that need it are skipped\n",
    );
}
