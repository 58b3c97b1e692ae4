import { type Api, createApi } from "./api/client.ts";
import { Me, Project } from "./api/schemas.ts";
import { UsageError } from "./errors.ts";
import type { Io } from "./io.ts";
import { signIn } from "./settings/sign-in.ts";
import { plain } from "./text/plain.ts";
import { VERSION } from "./version.ts";

/** A signed-in client for the server that environment or stored sign-in name. */
export async function connect(io: Io): Promise<Api> {
  return createApi(await signIn(io.environment), { agent: `redoubt-cli/${VERSION}`, signal: io.signal });
}

const MOST_NAMED = 20;

/** The project's slug: as asked, else REDOUBT_PROJECT, else the one the token is bound to, else the only one there is. */
export async function chooseProject(io: Io, api: Api, asked: string | undefined): Promise<string> {
  const named = asked ?? io.environment.project;
  if (named !== undefined) return named;
  const me = await api.get("/me", Me);
  if (me.project !== null) return me.project;
  const projects = await api.list("/projects", Project, {}, MOST_NAMED + 1);
  const [only] = projects;
  if (only !== undefined && projects.length === 1) return only.slug;
  if (only === undefined) throw new UsageError("This token sees no project.");
  const names = projects.slice(0, MOST_NAMED).map(({ slug }) => plain(slug));
  const more = projects.length > MOST_NAMED ? ", …" : "";
  throw new UsageError(`Name the project by --project or REDOUBT_PROJECT: ${names.join(", ")}${more}`);
}
