import { revisionFileRoute } from "#server/http/source-file.ts";

export const GET = revisionFileRoute.handler;
