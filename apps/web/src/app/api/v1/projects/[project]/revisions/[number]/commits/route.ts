import { recordCommitsRoute } from "#server/http/api/commits.ts";

export const POST = recordCommitsRoute.handler;
