import { RuleTester } from "oxlint/plugins-dev";
import { describe, it } from "vitest";
import { noProcessEnv } from "./no-process-env.mjs";
import { noShellExec } from "./no-shell-exec.mjs";
import { pageIsShim } from "./page-is-shim.mjs";
import { routerIsMenu } from "./router-is-menu.mjs";

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester({ languageOptions: { sourceType: "module", parserOptions: { lang: "tsx" } } });

const router = "apps/web/src/server/routers/finding.ts";
const menu = (resolver) => `
import { listFindings } from "@redoubt/domain/finding/server";
import { projectProcedure, router } from "../procedures.ts";
export const findingRouter = router({ list: projectProcedure("finding:read").input(ListFindings).query(${resolver}) });`;
const call = "({ ctx, input }) => listFindings(ctx.deps, input)";

tester.run("router-is-menu", routerIsMenu, {
  valid: [
    { code: menu(call), filename: router },
    { code: "if (a) { b(); }", filename: "apps/web/src/server/procedures.ts" },
    { code: "const a = 1; if (a) throw new Error();", filename: "apps/web/src/server/routers/finding.router.test.ts" },
    { code: `${menu(call)}\nexport type FindingRouter = typeof findingRouter;`, filename: router },
  ],
  invalid: [
    {
      code: menu("async ({ ctx, input }) => { return listFindings(ctx.deps, input); }"),
      filename: router,
      errors: [{ messageId: "resolver" }],
    },
    { code: menu("({ ctx }) => ctx.deps.rows"), filename: router, errors: [{ messageId: "resolver" }] },
    { code: menu("listThem"), filename: router, errors: [{ messageId: "resolver" }] },
    {
      code: menu("({ ctx, input }) => listFindings(ctx.deps, input.all ? {} : input)"),
      filename: router,
      errors: [{ messageId: "work" }],
    },
    {
      code: menu("({ ctx, input }) => listFindings(ctx.deps, input ?? {})"),
      filename: router,
      errors: [{ messageId: "work" }],
    },
    { code: `${menu(call)}\nconst limit = 10;`, filename: router, errors: [{ messageId: "statement" }] },
    {
      code: `${menu(call)}\nfunction helper() { try { a(); } catch {} }`,
      filename: router,
      errors: [{ messageId: "statement" }, { messageId: "work" }],
    },
    { code: `${menu(call)}\nexport const other = { a: 1 };`, filename: router, errors: [{ messageId: "statement" }] },
  ],
});

tester.run("no-process-env", noProcessEnv, {
  valid: [
    { code: "export const port = process.env.PORT;", filename: "apps/web/src/env.ts" },
    { code: "process.env.PORT = '1';", filename: "tooling/start.mjs" },
    { code: "process.env.PORT = '1';", filename: "packages/db/src/env.test.ts" },
    { code: "const { pid } = process; env.PORT;", filename: "packages/db/src/client.ts" },
  ],
  invalid: [
    { code: "const port = process.env.PORT;", filename: "packages/db/src/client.ts", errors: 1 },
    { code: "const port = process['env'].PORT;", filename: "packages/db/src/client.ts", errors: 1 },
    { code: "const { env } = process;", filename: "packages/db/src/client.ts", errors: 1 },
    { code: "globalThis.process.env.PORT;", filename: "packages/db/src/client.ts", errors: 1 },
    { code: "import { env } from 'node:process';", filename: "packages/db/src/client.ts", errors: 1 },
    { code: "process.env.PORT;", filename: "packages/db/src/not-env.ts", errors: 1 },
  ],
});

const lines = (count) => Array.from({ length: count }, (_, at) => `// ${at}`).join("\n");

tester.run("page-is-shim", pageIsShim, {
  valid: [
    { code: "export default function Page() { return <Screen />; }", filename: "apps/web/src/app/page.tsx" },
    { code: lines(20), filename: "apps/web/src/app/o/[organization]/page.tsx" },
    { code: lines(50), filename: "apps/web/src/app/layout.tsx" },
    { code: lines(50), filename: "apps/web/src/features/finding/page.tsx" },
  ],
  invalid: [
    { code: lines(21), filename: "apps/web/src/app/o/[organization]/page.tsx", errors: [{ messageId: "long" }] },
    { code: lines(21), filename: "apps/web/src/app/page.tsx", errors: [{ messageId: "long" }] },
    { code: "try { a(); } catch {}", filename: "apps/web/src/app/page.tsx", errors: [{ messageId: "decision" }] },
  ],
});

tester.run("no-shell-exec", noShellExec, {
  valid: [
    { code: "import { spawn } from 'node:child_process'; spawn('git', ['log']);" },
    { code: "import { spawn } from 'node:child_process'; spawn(tool, argv, { shell: false });" },
    { code: "const row = regex.exec(text); connection.exec('select');" },
    { code: "const argv = ['sh', '-c', 'id'];", filename: "packages/sandbox/src/jail.test.ts" },
    { code: "const argv = ['/solc/wrapper.sh', '-c'];" },
    { code: "run({ shell: true });" },
  ],
  invalid: [
    { code: "import { exec } from 'node:child_process';", errors: [{ messageId: "function" }] },
    { code: "import { execSync as run } from 'child_process';", errors: [{ messageId: "function" }] },
    { code: "import * as processes from 'node:child_process';", errors: [{ messageId: "whole" }] },
    { code: "import processes from 'node:child_process';", errors: [{ messageId: "whole" }] },
    { code: "const { exec } = require('child_process');", errors: [{ messageId: "whole" }] },
    { code: "await import('node:child_process');", errors: [{ messageId: "whole" }] },
    {
      code: "import { spawn } from 'node:child_process'; spawn(tool, argv, { shell: true });",
      errors: [{ messageId: "option" }],
    },
    {
      code: "import { spawn } from 'node:child_process'; spawn(tool, argv, { shell });",
      errors: [{ messageId: "option" }],
    },
    {
      code: "import { execFile } from 'node:child_process'; execFile('/bin/sh', ['-c', text]);",
      errors: [{ messageId: "shell" }],
    },
    {
      code: "import { spawn } from 'node:child_process'; spawn('bash', ['-lc', `id ${x}`]);",
      errors: [{ messageId: "shell" }],
    },
    { code: "const argv = ['/bin/sh', '-c', text];", errors: [{ messageId: "shell" }] },
  ],
});
