import { acceptInvitationRoute } from "#server/http/join.ts";

export const POST = acceptInvitationRoute.handler;
