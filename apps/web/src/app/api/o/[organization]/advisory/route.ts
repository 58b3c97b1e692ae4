import { advisoryUploadRoute } from "#server/http/advisory-upload.ts";

export const POST = advisoryUploadRoute.handler;
