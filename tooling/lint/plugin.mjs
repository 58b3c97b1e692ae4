import { noProcessEnv } from "./no-process-env.mjs";
import { noShellExec } from "./no-shell-exec.mjs";
import { pageIsShim } from "./page-is-shim.mjs";
import { routerIsMenu } from "./router-is-menu.mjs";

// oxlint wants a default export.
export default {
  meta: { name: "house" },
  rules: {
    "no-process-env": noProcessEnv,
    "no-shell-exec": noShellExec,
    "page-is-shim": pageIsShim,
    "router-is-menu": routerIsMenu,
  },
};
