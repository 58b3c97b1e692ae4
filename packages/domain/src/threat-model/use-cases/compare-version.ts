import { toUuid } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { emptyDocument, ModelDocument } from "../model.ts";
import { loadVersion } from "../queries/version-row.ts";
import { compareModels, type ModelChange, type VersionSelector } from "../version.ts";
import { z } from "zod";
import { loadModel } from "./read-model.ts";

/**
 * What a version changes against the newest approved one before it; a draft is compared as the model stands now. Throws
 * threat-model.not-found.
 */
export async function compareVersion(
  deps: ProjectDeps,
  input: VersionSelector,
): Promise<{ against: number | null; changes: ModelChange[] }> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const version = await loadVersion(tx, deps, input.version);
    const own = await tx.db.threatModel.findFirst({
      where: { organizationId, id: toUuid(version.id) },
      select: { snapshot: true },
    });
    const before = await tx.db.threatModel.findFirst({
      where: { organizationId, projectId, version: { lt: input.version }, state: { in: ["approved", "stale"] } },
      select: { version: true, snapshot: true },
      orderBy: { version: "desc" },
    });
    const now = version.state === "draft" ? await loadModel(tx, deps) : fromSnapshot(own?.snapshot);
    const old = before === null ? emptyDocument("Nothing") : fromSnapshot(before.snapshot);
    return { against: before?.version ?? null, changes: compareModels(old, now) };
  });
}

// Dates are texts in JSON.
const Stored = z.preprocess((value) => {
  const revive = (part: unknown, key: string) => {
    const date = z.record(z.string(), z.unknown()).parse(part);
    const text = date[key];
    return { ...date, [key]: typeof text === "string" ? new Date(text) : null };
  };
  const whole = z.record(z.string(), z.unknown()).parse(value);
  const list = (name: string, key: string) =>
    z
      .array(z.unknown())
      .parse(whole[name])
      .map((part) => revive(part, key));
  return { ...whole, threats: list("threats", "until"), assumptions: list("assumptions", "reviewBy") };
}, ModelDocument);

function fromSnapshot(value: unknown): ModelDocument {
  return Stored.parse(value);
}
