import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { actorUserId } from "../../shared/server.ts";
import { applyAnswers, problemWith } from "../answers.ts";
import { profileError } from "../errors.ts";
import { findQuestion } from "../questions.ts";
import type { Answer, Answers, Profile, SaveProfile } from "../schema.ts";
import { announceProfile } from "./announce-profile.ts";
import { readProfile } from "./read-profile.ts";
import { readProposals } from "./read-proposals.ts";

/**
 * Saves answers as a new version: those that say the same keep their date. Throws profile.stale with the newest version,
 * profile.unknown-question, profile.bad-answer with the questions, profile.nothing-proposed and profile.nothing-changed.
 */
export async function saveProfile(deps: ProjectDeps, input: SaveProfile): Promise<Profile> {
  return deps.withOrganization(async (tx) => {
    const before = await lockProfile(tx, deps);
    if (before.version !== input.version) throw profileError("profile.stale", { details: { stored: before } });
    const given = input.answers.map(({ question, value }) => ({
      question,
      answer: value === null ? null : ({ value, origin: "person", at: tx.now, revision: null } satisfies Answer),
    }));
    check(given);
    const accepted = input.accept.length === 0 ? [] : await accept(tx, deps, before, input.accept);
    return storeVersion(tx, deps, before, [...given, ...accepted]);
  });
}

/** The answers that the newest revision still proposes. Throws profile.nothing-proposed. */
async function accept(tx: Tx, deps: ProjectDeps, before: Profile, wanted: SaveProfile["accept"]) {
  const proposals = await readProposals(tx, deps, before.answers);
  return wanted.map(({ question, revision }) => {
    const proposal = proposals.find((each) => each.question === question && each.revision === revision);
    if (proposal === undefined) throw profileError("profile.nothing-proposed", { details: { question } });
    return { question, answer: { value: proposal.value, origin: "revision", at: tx.now, revision } satisfies Answer };
  });
}

/** Locks the profile's row, made when it is missing, and reads the newest version. */
export async function lockProfile(tx: Tx, deps: ProjectDeps): Promise<Profile> {
  const { organizationId, projectId } = deps;
  await tx.db.riskProfile.createMany({
    data: [{ organizationId, projectId, updatedAt: tx.now }],
    skipDuplicates: true,
  });
  await tx.db.$queryRaw`SELECT 1 FROM "risk_profile" WHERE "organization_id" = ${organizationId}::uuid
    AND "project_id" = ${projectId}::uuid FOR UPDATE`;
  return readProfile(tx, deps);
}

type GivenAnswer = { readonly question: string; readonly answer: Answer | null };

function check(given: readonly GivenAnswer[]): void {
  const problems: Record<string, string> = {};
  for (const { question: key, answer } of given) {
    const question = findQuestion(key);
    if (question === undefined) throw profileError("profile.unknown-question", { details: { question: key } });
    const problem = answer === null ? null : problemWith(question, answer.value);
    if (problem !== null) problems[key] = problem;
  }
  if (Object.keys(problems).length > 0) throw profileError("profile.bad-answer", { details: { problems } });
}

/** Writes the next version on the locked profile. Throws profile.nothing-changed. */
export async function storeVersion(
  tx: Tx,
  deps: ProjectDeps,
  before: Profile,
  given: readonly GivenAnswer[],
): Promise<Profile> {
  const { organizationId, projectId } = deps;
  const { answers, changed } = applyAnswers(before.answers, given);
  if (changed.length === 0) throw profileError("profile.nothing-changed");
  const number = before.version + 1;
  await tx.db.riskProfileVersion.createMany({
    data: [
      {
        ...{ organizationId, projectId, number, changed: [...changed] },
        ...{ answers: toJson(answers), createdById: actorUserId(deps), createdAt: tx.now },
      },
    ],
  });
  await tx.db.riskProfile.updateMany({
    where: { organizationId, projectId },
    data: { version: number, updatedAt: tx.now },
  });
  await recordAudit(tx, deps, "profile.save", {
    subjectId: projectId,
    projectId,
    before: before.answers,
    after: answers,
    details: { version: number, changed: [...changed] },
  });
  await announceProfile(tx, deps);
  return readProfile(tx, deps);
}

function toJson(answers: Answers) {
  return Object.fromEntries(
    Object.entries(answers).map(([key, answer]) => [key, { ...answer, at: answer.at.toISOString() }]),
  );
}
