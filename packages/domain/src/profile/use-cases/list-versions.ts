import { userNames } from "../../identity/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type AnswerChange, diffAnswers } from "../answers.ts";
import { profileError } from "../errors.ts";
import { QUESTIONS } from "../questions.ts";
import { toVersion, VERSION_SELECT } from "../row.ts";
import type { CompareVersions, ProfileVersion } from "../schema.ts";

const MOST = 200;

/** The versions of the profile, newest first, without their answers; the newest 200. */
export async function listVersions(deps: ProjectDeps): Promise<Omit<ProfileVersion, "answers">[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.riskProfileVersion.findMany({
      where: { organizationId: deps.organizationId, projectId: deps.projectId },
      select: { number: true, changed: true, createdById: true, createdAt: true },
      orderBy: { number: "desc" },
      take: MOST,
    });
    const names = await userNames(
      tx,
      rows.map((row) => row.createdById),
    );
    return rows.map(({ createdById, ...row }) => ({
      ...row,
      by: createdById === null ? null : (names.get(createdById) ?? null),
    }));
  });
}

export interface ComparedVersions {
  readonly version: ProfileVersion;
  /** Null when it is compared with nothing: version 0. */
  readonly other: ProfileVersion | null;
  readonly changes: readonly AnswerChange[];
}

/** What a version changed against an earlier (or later) one; 0 is the empty profile. Throws profile.version-not-found. */
export async function compareVersions(deps: ProjectDeps, input: CompareVersions): Promise<ComparedVersions> {
  return deps.withOrganization(async (tx) => {
    const version = await readVersion(tx, deps, input.version);
    const other = input.with === 0 ? null : await readVersion(tx, deps, input.with);
    const order = QUESTIONS.map(({ key }) => key);
    return { version, other, changes: diffAnswers(other?.answers ?? {}, version.answers, order) };
  });
}

async function readVersion(tx: Tx, deps: ProjectDeps, number: number): Promise<ProfileVersion> {
  const row = await tx.db.riskProfileVersion.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, number },
    select: VERSION_SELECT,
  });
  if (row === null) throw profileError("profile.version-not-found");
  return toVersion(row, await userNames(tx, [row.createdById]));
}
