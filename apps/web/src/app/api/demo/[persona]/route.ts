import { demoSignInRoute } from "#server/http/demo.ts";

export const POST = demoSignInRoute.handler;
