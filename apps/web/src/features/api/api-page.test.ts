import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { useEnvironment } from "../../env.ts";
import { openApiDocument } from "../../server/http/api/openapi-document.ts";
import { API_ROUTES } from "../../server/http/api/routes.ts";
import { testEnvironment } from "../../server/testing/environment.ts";
import { ApiPage } from "./api-page.tsx";

it("the page tells of every operation, and each of its links leads somewhere on it", () => {
  useEnvironment(testEnvironment("postgresql://nowhere"));
  const document = openApiDocument(API_ROUTES);
  const html = renderToStaticMarkup(createElement(ApiPage, { document }));
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(ids).toEqual(expect.arrayContaining(operations.map(({ operationId }) => operationId)));
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
  expect(links.length).toBeGreaterThan(operations.length);
  expect(links.filter((link) => !ids.includes(link))).toEqual([]);
});
