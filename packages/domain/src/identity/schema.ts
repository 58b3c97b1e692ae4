import { z } from "zod";
import { typedId } from "../shared/index.ts";
import { Email } from "./email.ts";
import { PASSWORD_LENGTH, passwordWeakness } from "./password-rule.ts";

/** What people call themselves. */
export const PersonName = z.string().trim().min(1).max(100);

/** A password that is being chosen; the rule about names is applied where the names are known. */
export const NewPassword = z
  .string()
  .min(PASSWORD_LENGTH.min)
  .max(PASSWORD_LENGTH.max)
  .superRefine((password, context) => {
    const weakness = passwordWeakness(password);
    if (weakness !== undefined) context.addIssue({ code: "custom", message: weakness });
  });

/** A password that is being checked: any text, so that old rules never lock anyone out. */
const GivenPassword = z.string().min(1).max(PASSWORD_LENGTH.max);

/** Editors that a place in the code opens in, by the address that they listen to. */
export const EDITORS = ["vscode", "vscode-insiders", "cursor", "windsurf", "zed", "idea"] as const;
export const Editor = z.enum(EDITORS);
export type Editor = z.infer<typeof Editor>;

/** How a person likes the screens. What is not set is as the product has it. */
export const Preferences = z.object({
  editor: Editor.optional(),
  /** Width of the list of findings beside its code, in px. */
  listWidth: z.int().min(320).max(560).optional(),
});
export type Preferences = z.infer<typeof Preferences>;

/** Null goes back to what the product has. */
export const SetPreferences = z.strictObject({
  editor: Editor.nullable().optional(),
  listWidth: Preferences.shape.listWidth,
});
export type SetPreferences = z.infer<typeof SetPreferences>;

/** The signed-in person's own account. */
export const Account = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  hasPassword: z.boolean(),
  /** Linked sign-in services, by their names in the configuration. */
  providers: z.array(z.string()),
  preferences: Preferences,
  createdAt: z.date(),
});
export type Account = z.infer<typeof Account>;

/** One place where the person is signed in. */
export const SessionEntry = z.object({
  id: z.string(),
  userAgent: z.string().nullable(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
  current: z.boolean(),
});
export type SessionEntry = z.infer<typeof SessionEntry>;

export const SignIn = z.strictObject({ email: Email, password: GivenPassword });
export type SignIn = z.infer<typeof SignIn>;

export const ChangePassword = z.strictObject({ currentPassword: GivenPassword, newPassword: NewPassword });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const ChangeName = z.strictObject({ name: PersonName });
export type ChangeName = z.infer<typeof ChangeName>;

export const RevokeSession = z.strictObject({ id: typedId("session") });
export type RevokeSession = z.infer<typeof RevokeSession>;

/** A person who gets an account with a password: from an invitation or the set-up link. */
export const NewPerson = z.strictObject({ name: PersonName, email: Email, password: NewPassword });
export type NewPerson = z.infer<typeof NewPerson>;
