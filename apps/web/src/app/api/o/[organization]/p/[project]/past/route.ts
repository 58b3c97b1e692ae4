import { pastUploadRoute } from "#server/http/finding-past.ts";

export const POST = pastUploadRoute.handler;
