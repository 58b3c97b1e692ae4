// `npm run check [-- --fix] [names]`: installs what is missing, then runs the checks under the product's Node.
import { spawnSync } from "node:child_process";
import { childEnvironment, fromRoot, productNode } from "./start/house.mjs";
import { ensureInstalled } from "./start/install.mjs";

try {
  await ensureInstalled({ allPlatformPackages: true });
  const { status } = spawnSync(productNode(), [fromRoot("tooling/check/main.mjs"), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: childEnvironment(),
  });
  process.exit(status ?? 1);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
