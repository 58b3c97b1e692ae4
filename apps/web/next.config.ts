import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";
import { buildEnv } from "./config/env.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const config: NextConfig = {
  distDir: buildEnv.distDir,
  // Pages named page.design.tsx exist only in builds that ask for them, so a product cannot serve them.
  pageExtensions: buildEnv.designPage ? ["design.tsx", "tsx", "ts"] : ["tsx", "ts"],
  turbopack: {
    root,
    // What servers and browsers both read of an address is written once; browsers have it from the hooks' own file.
    resolveAlias: { "nuqs/server": { browser: "nuqs" } },
  },
  outputFileTracingRoot: root,
  transpilePackages: ["@redoubt/db", "@redoubt/domain", "@redoubt/storage", "@redoubt/ui", "geist"],
  serverExternalPackages: ["pg", "pg-boss", "@prisma/client", "@prisma/adapter-pg", "pino"],
  poweredByHeader: false,
  agentRules: false,
  devIndicators: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are checked once for the whole repository by `npm run check`, not again at every start.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    authInterrupts: true,
    optimizePackageImports: ["@redoubt/ui", "lucide-react", "radix-ui"],
  },
};

// Next demands a default export here.
export default config;
