import { ChangeName, ChangePassword, RevokeSession, SetPreferences } from "@redoubt/domain/identity";
import {
  changeName,
  changePassword,
  getAccount,
  listSessions,
  revokeOtherSessions,
  revokeSession,
  setPreferences,
} from "@redoubt/domain/identity/server";
import { router, userProcedure } from "../procedures.ts";

export const identityRouter = router({
  account: userProcedure.query(({ ctx }) => getAccount(ctx.deps)),
  changeName: userProcedure.input(ChangeName).mutation(({ ctx, input }) => changeName(ctx.deps, input)),
  changePassword: userProcedure.input(ChangePassword).mutation(({ ctx, input }) => changePassword(ctx.deps, input)),
  setPreferences: userProcedure.input(SetPreferences).mutation(({ ctx, input }) => setPreferences(ctx.deps, input)),
  sessions: userProcedure.query(({ ctx }) => listSessions(ctx.deps)),
  revokeSession: userProcedure.input(RevokeSession).mutation(({ ctx, input }) => revokeSession(ctx.deps, input)),
  revokeOtherSessions: userProcedure.mutation(({ ctx }) => revokeOtherSessions(ctx.deps)),
});
