import { z } from "zod";
import { Email, NewPerson } from "../identity/index.ts";
import { OrganizationScope, PageSize, Slug, typedId } from "../shared/index.ts";
import { GRANT_ROLES, ROLES } from "./permissions.ts";
import { TOKEN_SCOPES } from "./token-scopes.ts";

export const OrganizationName = z.string().trim().min(2).max(100);
export const RoleName = z.enum(ROLES);
export const GrantRoleName = z.enum(GRANT_ROLES);

/** One of the person's organizations, as the switcher shows it. */
export const Membership = z.object({ slug: z.string(), name: z.string(), role: RoleName, demo: z.boolean() });
export type Membership = z.infer<typeof Membership>;

/** The organization that is open, with what the person may in it (permissions that hold everywhere in it). */
export const Organization = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  demo: z.boolean(),
  createdAt: z.date(),
  rowVersion: z.int(),
  role: RoleName,
  memberId: z.string(),
  permissions: z.array(z.string()),
});
export type Organization = z.infer<typeof Organization>;

/** A role given for one project. */
export const GrantEntry = z.object({
  id: z.string(),
  role: GrantRoleName,
  project: z.object({ slug: z.string(), name: z.string() }).nullable(),
});
export type GrantEntry = z.infer<typeof GrantEntry>;

export const MemberEntry = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: RoleName,
  joinedAt: z.date(),
  rowVersion: z.int(),
  self: z.boolean(),
  grants: z.array(GrantEntry),
});
export type MemberEntry = z.infer<typeof MemberEntry>;

export const InvitationEntry = z.object({
  id: z.string(),
  email: z.string().nullable(),
  role: RoleName,
  invitedBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type InvitationEntry = z.infer<typeof InvitationEntry>;

/** What the holder of an invitation link may know before accepting. */
export const InvitationPreview = z.object({
  organizationName: z.string(),
  role: RoleName,
  email: z.string().nullable(),
  invitedBy: z.string(),
  expiresAt: z.date(),
});
export type InvitationPreview = z.infer<typeof InvitationPreview>;

/** `<organization id, 32 hexadecimal digits>.<secret>`: the look-up happens inside the organization. */
export const InvitationToken = z.string().regex(/^[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$/);

export const RenameOrganization = OrganizationScope.extend({ name: OrganizationName, rowVersion: z.int() });
export type RenameOrganization = z.infer<typeof RenameOrganization>;

export const ChangeMemberRole = OrganizationScope.extend({
  memberId: typedId("member"),
  role: RoleName,
  rowVersion: z.int(),
});
export type ChangeMemberRole = z.infer<typeof ChangeMemberRole>;

export const RemoveMember = OrganizationScope.extend({ memberId: typedId("member") });
export type RemoveMember = z.infer<typeof RemoveMember>;

/** `projectSlug` and not `project`: the grant is an act on the organization, about one of its projects. */
export const AddGrant = OrganizationScope.extend({
  memberId: typedId("member"),
  projectSlug: Slug,
  role: GrantRoleName,
});
export type AddGrant = z.infer<typeof AddGrant>;

export const RemoveGrant = OrganizationScope.extend({ grantId: typedId("grant") });
export type RemoveGrant = z.infer<typeof RemoveGrant>;

export const CreateInvitation = OrganizationScope.extend({ email: Email.optional(), role: RoleName });
export type CreateInvitation = z.infer<typeof CreateInvitation>;

export const RevokeInvitation = OrganizationScope.extend({ invitationId: typedId("invitation") });
export type RevokeInvitation = z.infer<typeof RevokeInvitation>;

export const ListAudit = OrganizationScope.extend({ cursor: z.string().max(200).optional(), limit: PageSize });
export type ListAudit = z.infer<typeof ListAudit>;

/** A new person accepting an invitation. */
export const AcceptAsNewPerson = NewPerson.extend({ token: InvitationToken });
export type AcceptAsNewPerson = z.infer<typeof AcceptAsNewPerson>;

/** The set-up link's form: the organization and its first owner. */
export const SetUp = NewPerson.extend({
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  organizationName: OrganizationName,
});
export type SetUp = z.infer<typeof SetUp>;

/** People of the demo that have a page to sign in. */
export const Persona = z.enum(["lead", "developer", "manager", "auditor"]);
export type Persona = z.infer<typeof Persona>;

export const TokenScopeName = z.enum(TOKEN_SCOPES);
export const TokenName = z.string().trim().min(1).max(100);

/** How long a token may live, in days, unless its maker chooses that it never ends. */
export const TOKEN_DAYS = { usual: 90, most: 366 } as const;

/** A token as lists name it; its text is shown once, when it is made. */
export const ApiTokenEntry = z.object({
  id: z.string(),
  name: z.string(),
  /** How the text ends. */
  hint: z.string(),
  scopes: z.array(TokenScopeName),
  project: z.object({ slug: z.string(), name: z.string() }).nullable(),
  maker: z.string(),
  /** Whether it is the reader's own. */
  own: z.boolean(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  state: z.enum(["living", "ended", "revoked"]),
});
export type ApiTokenEntry = z.infer<typeof ApiTokenEntry>;

export const CreateApiToken = OrganizationScope.extend({
  name: TokenName,
  scopes: z.array(TokenScopeName).min(1).max(TOKEN_SCOPES.length),
  /** The only project that it opens. */
  projectSlug: Slug.optional(),
  /** Days until it ends; null when it never does. */
  days: z.int().min(1).max(TOKEN_DAYS.most).nullable().default(TOKEN_DAYS.usual),
});
export type CreateApiToken = z.infer<typeof CreateApiToken>;

export const RevokeApiToken = OrganizationScope.extend({ tokenId: typedId("apiToken") });
export type RevokeApiToken = z.infer<typeof RevokeApiToken>;
