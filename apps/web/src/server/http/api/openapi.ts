import "server-only";
import { publicRoute } from "../route.ts";
import { openApiDocument } from "./openapi-document.ts";
import { API_ROUTES } from "./routes.ts";

/** The document of the API: it tells what every installation of this version can, and nothing of this one. */
export const openApiRoute = publicRoute({
  method: "GET",
  path: "/api/v1/openapi.json",
  why: "the form of the API is no secret: it is the same in every installation",
  async handle() {
    return Response.json(openApiDocument(API_ROUTES));
  },
});
