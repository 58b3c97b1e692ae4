import { Toaster } from "@redoubt/ui";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { cookies, headers } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { TrpcProvider } from "#trpc/client.tsx";
import { parseThemeChoice, THEME_COOKIE, THEME_SCRIPT, ThemeKeeper } from "#features/frame/index.ts";

/** The document around every page: fonts, theme before the first paint, toasts. */
export async function RootDocument({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const choice = parseThemeChoice((await cookies()).get(THEME_COOKIE)?.value);
  return (
    // The script sets data-theme before React takes over.
    <html
      lang="en"
      data-theme={choice === "system" ? undefined : choice}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <head>
        {/* Browsers hide the nonce from scripts, so it never matches on the client. */}
        <script nonce={nonce} suppressHydrationWarning>
          {THEME_SCRIPT}
        </script>
      </head>
      <body>
        <ThemeKeeper />
        <TrpcProvider>
          <NuqsAdapter>{children}</NuqsAdapter>
        </TrpcProvider>
        <Toaster />
      </body>
    </html>
  );
}
