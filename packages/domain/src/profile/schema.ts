import { z } from "zod";
import { ProjectScope } from "../shared/index.ts";

/** Where a stated fact comes from: a person, what a revision shows and a person accepted, or a file. */
export const ORIGINS = ["person", "revision", "import"] as const;
export const Origin = z.enum(ORIGINS);
export type Origin = z.infer<typeof Origin>;

export const AnswerValue = z.union([
  z.string().max(2000),
  z.number().nonnegative().max(1e13),
  z.array(z.string().min(1).max(300)).max(100),
]);
export type AnswerValue = z.infer<typeof AnswerValue>;

/** One answer as it stands; a question without one is not answered. */
export const Answer = z.object({
  value: AnswerValue,
  origin: Origin,
  at: z.coerce.date(),
  /** Number of the revision that it was read from. */
  revision: z.int().nullable(),
});
export type Answer = z.infer<typeof Answer>;

export const Answers = z.record(z.string(), Answer);
export type Answers = z.infer<typeof Answers>;

/** All answers as they stood when somebody saved them. */
export const ProfileVersion = z.object({
  number: z.int().positive(),
  answers: Answers,
  changed: z.array(z.string()),
  by: z.string().nullable(),
  createdAt: z.date(),
});
export type ProfileVersion = z.infer<typeof ProfileVersion>;

/** The newest version; number 0 and no answers while nothing was stated. */
export const Profile = z.object({
  version: z.int().nonnegative(),
  answers: Answers,
  by: z.string().nullable(),
  createdAt: z.date().nullable(),
});
export type Profile = z.infer<typeof Profile>;

const Given = z.strictObject({
  question: z.string().min(1).max(60),
  /** Null takes the answer back. */
  value: AnswerValue.nullable(),
});

export const SaveProfile = ProjectScope.extend({
  answers: z.array(Given).max(100).default([]),
  /** Questions whose proposal is taken as it is, from the revision that was on screen. */
  accept: z
    .array(z.strictObject({ question: z.string().max(60), revision: z.int().positive() }))
    .max(20)
    .default([]),
  /** The version that was on screen; 0 for the first one. */
  version: z.int().nonnegative(),
});
export type SaveProfile = z.infer<typeof SaveProfile>;

export const VersionSelector = ProjectScope.extend({ version: z.int().positive() });
export type VersionSelector = z.infer<typeof VersionSelector>;

export const CompareVersions = ProjectScope.extend({ version: z.int().positive(), with: z.int().nonnegative() });
export type CompareVersions = z.infer<typeof CompareVersions>;
