import { ECOSYSTEMS } from "@redoubt/domain/advisory";
import {
  createLoader,
  type inferParserType,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

/** What the address of the list of dependencies says. */
export const DEPENDENCY_PARSERS = {
  revision: parseAsInteger,
  search: parseAsString.withDefault(""),
  ecosystem: parseAsStringLiteral(ECOSYSTEMS),
  file: parseAsString,
  need: parseAsStringLiteral(["direct", "transitive"]),
  use: parseAsStringLiteral(["production", "development"]),
  weak: parseAsBoolean.withDefault(false),
};
export type DependencyState = inferParserType<typeof DEPENDENCY_PARSERS>;

export const loadDependencies = createLoader(DEPENDENCY_PARSERS);

export type Scope = { readonly organization: string; readonly project: string };

/** What the list asks for; the same on the server and in the browser. */
export function componentsInput({ organization, project }: Scope, state: DependencyState) {
  const { revision, search, ecosystem, file, need, use, weak } = state;
  return {
    ...{ organization, project, limit: 100 },
    ...(revision === null ? {} : { revision }),
    ...(search.trim() === "" ? {} : { search: search.trim().slice(0, 200) }),
    ...(ecosystem === null ? {} : { ecosystem }),
    ...(file === null ? {} : { manifest: file }),
    ...(need === null ? {} : { need }),
    ...(use === null ? {} : { use }),
    ...(weak ? { weak } : {}),
  };
}

/** What the screen asks about the revision. */
export function inventoryInput({ organization, project }: Scope, { revision }: Pick<DependencyState, "revision">) {
  return { organization, project, ...(revision === null ? {} : { revision }) };
}
