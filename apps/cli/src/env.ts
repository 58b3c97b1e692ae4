import { homedir } from "node:os";
import path from "node:path";
import { CliError, EXIT } from "./errors.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** What the command line takes from the environment. Empty variables count as missing: pipelines pass them so. */
export interface Environment {
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly project: string | undefined;
  /** Folder of the stored sign-in. */
  readonly configFolder: string;
  /** Plain http to hosts that are not this machine. */
  readonly allowHttp: boolean;
  readonly color: boolean;
  /** For the pipeline commands, which know their platform by it. */
  readonly variables: Variables;
}

/** Throws CliError where the environment would switch off what protects the token. */
export function readEnvironment(all: Variables = process.env): Environment {
  const get = (name: string): string | undefined => (all[name]?.trim() ? all[name].trim() : undefined);
  if (get("NODE_TLS_REJECT_UNAUTHORIZED") === "0") {
    throw new CliError(
      "NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of certificates off, and the token would go to whoever answers. Unset it; for a certificate authority of your own use NODE_EXTRA_CA_CERTS=/path/ca.pem.",
      EXIT.usage,
    );
  }
  return {
    url: get("REDOUBT_URL"),
    token: get("REDOUBT_TOKEN"),
    project: get("REDOUBT_PROJECT"),
    configFolder: configFolder(get),
    allowHttp: get("REDOUBT_ALLOW_HTTP") === "1",
    color: get("NO_COLOR") === undefined && get("TERM") !== "dumb",
    variables: all,
  };
}

function configFolder(get: (name: string) => string | undefined): string {
  const own = get("REDOUBT_CONFIG_DIR");
  if (own !== undefined) return own;
  const base = process.platform === "win32" ? get("APPDATA") : get("XDG_CONFIG_HOME");
  return path.join(base ?? path.join(homedir(), ".config"), "redoubt");
}

/** For git: as it is, without what would point it somewhere else, and without the token. */
export function gitEnvironment(all: Variables = process.env): Record<string, string | undefined> {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, REDOUBT_TOKEN: _token, ...rest } = all;
  return { ...rest, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" };
}
