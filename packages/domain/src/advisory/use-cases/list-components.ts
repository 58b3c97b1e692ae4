import { decodeCursor, encodeCursor, type Page } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { advisoryError } from "../errors.ts";
import { toComponent } from "../row.ts";
import type { Component, ListComponents } from "../schema.ts";
import { type ComponentPosition, pageComponents } from "../sql/page-components.ts";
import { findInventoryRevision } from "./find-inventory-revision.ts";

/** The components of a revision by name. Throws advisory.inventory-not-found and source.revision-not-found. */
export async function listComponents(deps: ProjectDeps, input: ListComponents): Promise<Page<Component>> {
  return deps.withOrganization(async (tx) => {
    const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
    const revision = await findInventoryRevision(tx, deps, input, { inventory: { select: { id: true } } });
    const inventory = revision?.inventory ?? null;
    if (inventory === null) throw advisoryError("advisory.inventory-not-found");
    const rows = await pageComponents(tx, deps, inventory.id, input, after);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    const more = rows.length > input.limit && last !== undefined;
    return {
      items: page.map(toComponent),
      nextCursor: more ? encodeCursor([last.name, last.manifest, last.ordinal]) : null,
    };
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readCursor(cursor: string): ComponentPosition {
  const [name, manifest, ordinal, ...more] = decodeCursor(cursor) ?? [];
  const sound = typeof name === "string" && typeof manifest === "string" && UUID.test(manifest);
  if (!sound || typeof ordinal !== "number" || !Number.isSafeInteger(ordinal) || more.length > 0) {
    throw advisoryError("advisory.bad-cursor");
  }
  return { name, manifest, ordinal };
}
