import { signInRoute } from "#server/http/sign-in.ts";

export const POST = signInRoute.handler;
