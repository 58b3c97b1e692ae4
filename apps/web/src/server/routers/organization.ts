import {
  AddGrant,
  ChangeMemberRole,
  CreateApiToken,
  CreateInvitation,
  ListAudit,
  RemoveGrant,
  RemoveMember,
  RenameOrganization,
  RevokeApiToken,
  RevokeInvitation,
} from "@redoubt/domain/organization";
import {
  addGrant,
  changeMemberRole,
  createApiToken,
  createInvitation,
  getOrganization,
  listApiTokens,
  listAudit,
  listInvitations,
  listMembers,
  listMemberships,
  removeGrant,
  removeMember,
  renameOrganization,
  revokeApiToken,
  revokeInvitation,
} from "@redoubt/domain/organization/server";
import { OrganizationScope } from "@redoubt/domain/shared";
import { organizationProcedure, router, userProcedure } from "../procedures.ts";

export const organizationRouter = router({
  mine: userProcedure.query(({ ctx }) => listMemberships(ctx.deps)),
  get: organizationProcedure("organization:read")
    .input(OrganizationScope)
    .query(({ ctx }) => getOrganization(ctx.deps)),
  rename: organizationProcedure("organization:write")
    .input(RenameOrganization)
    .mutation(({ ctx, input }) => renameOrganization(ctx.deps, input)),
  members: organizationProcedure("organization:members")
    .input(OrganizationScope)
    .query(({ ctx }) => listMembers(ctx.deps)),
  changeRole: organizationProcedure("organization:members")
    .input(ChangeMemberRole)
    .mutation(({ ctx, input }) => changeMemberRole(ctx.deps, input)),
  removeMember: organizationProcedure("organization:members")
    .input(RemoveMember)
    .mutation(({ ctx, input }) => removeMember(ctx.deps, input)),
  addGrant: organizationProcedure("organization:members")
    .input(AddGrant)
    .mutation(({ ctx, input }) => addGrant(ctx.deps, input)),
  removeGrant: organizationProcedure("organization:members")
    .input(RemoveGrant)
    .mutation(({ ctx, input }) => removeGrant(ctx.deps, input)),
  invitations: organizationProcedure("organization:members")
    .input(OrganizationScope)
    .query(({ ctx }) => listInvitations(ctx.deps)),
  invite: organizationProcedure("organization:members")
    .input(CreateInvitation)
    .mutation(({ ctx, input }) => createInvitation(ctx.deps, input)),
  revokeInvitation: organizationProcedure("organization:members")
    .input(RevokeInvitation)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.deps, input)),
  tokens: organizationProcedure("organization:tokens")
    .input(OrganizationScope)
    .query(({ ctx }) => listApiTokens(ctx.deps)),
  createToken: organizationProcedure("organization:tokens")
    .input(CreateApiToken)
    .mutation(({ ctx, input }) => createApiToken(ctx.deps, input)),
  revokeToken: organizationProcedure("organization:tokens")
    .input(RevokeApiToken)
    .mutation(({ ctx, input }) => revokeApiToken(ctx.deps, input)),
  auditLog: organizationProcedure("audit:read")
    .input(ListAudit)
    .query(({ ctx, input }) => listAudit(ctx.deps, input)),
});
