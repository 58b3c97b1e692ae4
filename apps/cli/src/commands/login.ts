import { createApi } from "../api/client.ts";
import { Me } from "../api/schemas.ts";
import { readArguments } from "../arguments.ts";
import { EXIT, UsageError } from "../errors.ts";
import { print, readSecret, say } from "../io.ts";
import { serverAddress } from "../settings/address.ts";
import { removeCredentials, writeCredentials } from "../settings/store.ts";
import { connect } from "../context.ts";
import { plain } from "../text/plain.ts";
import { VERSION } from "../version.ts";
import type { Command } from "./command.ts";

const describe = (me: Me): string => {
  const bound = me.project === null ? "" : `, project ${plain(me.project)} alone`;
  const until = me.token.expiresAt === null ? "without an end" : `until ${plain(me.token.expiresAt)}`;
  return `${plain(me.organization.name)} as token “${plain(me.token.name)}” (${me.token.scopes.map((one) => plain(one)).join(", ")}${bound}), ${until}`;
};

export const login: Command = {
  name: "login",
  summary: "stores a server's address and a token of yours",
  usage: `redoubt login [address]

Stores address and token for this account of the machine, readable by it alone.
The token is made in Redoubt under Settings, Tokens. It is asked for, or read
from standard input:  redoubt login https://redoubt.example.org < token-file
REDOUBT_URL and REDOUBT_TOKEN win over what is stored.
`,
  async run(io, argv) {
    const given = readArguments(argv, { url: { type: "string" } }, { max: 1 });
    const address = given.positionals[0] ?? given.text("url") ?? io.environment.url;
    if (address === undefined) throw new UsageError("Name the server: redoubt login https://redoubt.example.org");
    const url = serverAddress(address, io.environment);
    const token = await readSecret(io, `Token for ${url}: `);
    if (!/^rdt_[A-Za-z0-9_-]+$/.test(token)) throw new UsageError("That is no token of Redoubt: they begin with rdt_");
    const me = await createApi({ url, token }, { agent: `redoubt-cli/${VERSION}`, signal: io.signal }).get("/me", Me);
    const file = await writeCredentials(io.environment.configFolder, { url, token });
    say(io, `Signed in to ${describe(me)}.`);
    say(io, `Stored in ${file}.`);
    return EXIT.fine;
  },
};

export const logout: Command = {
  name: "logout",
  summary: "forgets the stored token",
  usage: `redoubt logout

Removes the stored address and token from this machine. The token itself stays
valid until it ends or is revoked in Redoubt under Settings, Tokens.
`,
  async run(io, argv) {
    readArguments(argv, {}, { max: 0 });
    const there = await removeCredentials(io.environment.configFolder);
    say(io, there ? "Forgotten here. To end the token itself, revoke it in Redoubt." : "Nobody was signed in.");
    return EXIT.fine;
  },
};

export const whoami: Command = {
  name: "whoami",
  summary: "says which server and token are in use",
  usage: `redoubt whoami [--format table|json]
`,
  async run(io, argv) {
    const given = readArguments(argv, { format: { type: "string" } }, { max: 0 });
    const api = await connect(io);
    const me = await api.get("/me", Me);
    const json = given.oneOf("format", ["table", "json"]) === "json";
    await print(
      io,
      json ? `${JSON.stringify({ ...me, url: api.url }, undefined, 2)}\n` : `${api.url}\n${describe(me)}\n`,
    );
    return EXIT.fine;
  },
};
