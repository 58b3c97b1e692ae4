import type { Environment } from "../env.ts";
import { CliError, EXIT } from "../errors.ts";
import { serverAddress } from "./address.ts";
import { type Credentials, readCredentials } from "./store.ts";

/**
 * Which server, with which token: the environment wins over what was stored. A stored token goes to the server that it
 * was stored for, and nowhere else.
 */
export async function signIn(environment: Environment): Promise<Credentials> {
  const stored = environment.token === undefined ? await readCredentials(environment.configFolder) : undefined;
  const named = environment.url === undefined ? undefined : serverAddress(environment.url, environment);
  if (environment.token !== undefined) {
    const url = named ?? (await readCredentials(environment.configFolder))?.url;
    if (url === undefined) throw new CliError("REDOUBT_TOKEN is set, but REDOUBT_URL is not.", EXIT.refused);
    return { url: serverAddress(url, environment), token: environment.token };
  }
  if (stored === undefined) {
    throw new CliError("Not signed in. Run redoubt login, or set REDOUBT_URL and REDOUBT_TOKEN.", EXIT.refused);
  }
  if (named !== undefined && named !== stored.url) {
    throw new CliError(
      `REDOUBT_URL is ${named}, but you signed in to ${stored.url}. Set REDOUBT_TOKEN too, or run redoubt login for that server.`,
      EXIT.refused,
    );
  }
  return { url: serverAddress(stored.url, environment), token: stored.token };
}
