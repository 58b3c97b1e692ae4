import { entries, type JsonObject, text } from "../reading/value.ts";
import { own } from "./text.ts";

/** One thing that a project asks for itself. */
export interface DirectNeed {
  readonly name: string;
  readonly range: string;
  readonly dev: boolean;
}

/** What a package.json (or an importer of a lock file) asks for; development last, so that production wins. */
export function needsOf(manifest: JsonObject): DirectNeed[] {
  const wanted = (key: string, dev: boolean): DirectNeed[] =>
    entries(own(manifest, key)).map(([name, value]) => ({ name, range: text(value) ?? "", dev }));
  return [
    ...wanted("dependencies", false),
    ...wanted("optionalDependencies", false),
    ...wanted("peerDependencies", false),
    ...wanted("devDependencies", true),
  ];
}
