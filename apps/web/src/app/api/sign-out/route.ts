import { signOutRoute } from "#server/http/sign-in.ts";

export const POST = signOutRoute.handler;
