import "server-only";
import type { NextAuthConfig } from "next-auth";
import GitHub from "next-auth/providers/github";
import { env } from "../../env.ts";

export interface ProviderChoice {
  readonly id: string;
  readonly label: string;
}

/** The sign-in services that the operator configured; their ids are stored with linked accounts. */
export function providerChoices(): ProviderChoice[] {
  const { github, oidc } = env();
  return [
    ...(oidc === null ? [] : [{ id: "oidc", label: oidc.name }]),
    ...(github === null ? [] : [{ id: "github", label: "GitHub" }]),
  ];
}

export function isProvider(id: string): boolean {
  return providerChoices().some((choice) => choice.id === id);
}

/** The same as next-auth wants them; never with linking by e-mail address. */
export function nextAuthProviders(): NextAuthConfig["providers"] {
  const { github, oidc } = env();
  const providers: NextAuthConfig["providers"] = [];
  if (github !== null) providers.push(GitHub({ ...github, checks: ["pkce", "state"] }));
  if (oidc !== null) {
    const { issuer, clientId, clientSecret, name } = oidc;
    providers.push({
      id: "oidc",
      name,
      type: "oidc",
      issuer,
      clientId,
      clientSecret,
      checks: ["pkce", "state", "nonce"],
    });
  }
  return providers;
}
