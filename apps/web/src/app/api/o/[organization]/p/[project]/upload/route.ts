import { uploadRoute } from "#server/http/source-upload.ts";

export const POST = uploadRoute.handler;
