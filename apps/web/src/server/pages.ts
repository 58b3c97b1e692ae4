import "server-only";
import { type InvitationPreview, Persona } from "@redoubt/domain/organization";
import { hasPersona, isSetUpLinkLive, previewInvitation } from "@redoubt/domain/organization/server";
import type { SharedReport } from "@redoubt/domain/report";
import { openShare } from "@redoubt/domain/report/server";
import { headers } from "next/headers";
import manifest from "../../package.json" with { type: "json" };
import { env } from "../env.ts";
import { type ProviderChoice, providerChoices } from "./auth/providers.ts";
import { createContext, signInDeps } from "./context.ts";
import { domainErrorOf } from "./error-mapping.ts";
import { type OpenApiDocument, openApiDocument } from "./http/api/openapi-document.ts";
import { API_ROUTES } from "./http/api/routes.ts";
import { isDemoRequest } from "./http/demo.ts";
import { localPath } from "./http/origin.ts";

// What the pages before sign-in need to know. None of it changes anything.

export interface SignInPage {
  readonly host: string;
  readonly version: string;
  readonly providers: ProviderChoice[];
  /** A path of this site. */
  readonly next: string;
  readonly signedIn: boolean;
}

/** What the sign-in page shows. */
export async function signInPage(search: { next?: unknown }): Promise<SignInPage> {
  const context = createContext({ headers: await headers() });
  const next = localPath(typeof search.next === "string" ? search.next : "/");
  const signedIn = (await context.session()) !== null;
  return { host: new URL(env().origin).host, version: manifest.version, providers: providerChoices(), next, signedIn };
}

/** The sign-in services that an account may be linked to. */
export function linkableProviders(): ProviderChoice[] {
  return providerChoices();
}

/** The persona that a demo page may offer, or null: the demo is off, the request is not from this machine, or nobody is there. */
export async function demoPage(persona: string): Promise<Persona | null> {
  const list = await headers();
  const context = createContext({ headers: list });
  const parsed = Persona.safeParse(persona);
  if (!parsed.success || !isDemoRequest(list, context)) return null;
  return (await hasPersona(signInDeps(context), parsed.data)) ? parsed.data : null;
}

/** True when the set-up link would work. */
export async function setUpPage(token: string): Promise<boolean> {
  const context = createContext({ headers: await headers() });
  return isSetUpLinkLive(signInDeps(context), token);
}

export interface InvitationPage {
  readonly preview: InvitationPreview;
  /** The person who looks at it, when signed in. */
  readonly viewer: { readonly name: string; readonly email: string } | null;
}

/** What an invitation link shows; null when it is of no use (any more). */
export async function invitationPage(token: string): Promise<InvitationPage | null> {
  const context = createContext({ headers: await headers() });
  try {
    const preview = await previewInvitation(signInDeps(context), token);
    const session = await context.session();
    return { preview, viewer: session === null ? null : { name: session.name, email: session.email } };
  } catch (error) {
    if (domainErrorOf(error)?.kind === "not-found") return null;
    throw error;
  }
}

/** What a link to a report shows, or why it shows nothing: all links that open nothing look alike. */
export type SharedReportPage =
  | { readonly state: "open"; readonly token: string; readonly report: SharedReport }
  | { readonly state: "closed" }
  | { readonly state: "too-many" };

/** Opens the report of a link for whoever holds it; counted, limited and recorded. */
export async function sharedReportPage(token: string): Promise<SharedReportPage> {
  const context = createContext({ headers: await headers() });
  try {
    return { state: "open", token, report: await openShare(signInDeps(context), token) };
  } catch (error) {
    const kind = domainErrorOf(error)?.kind;
    if (kind === "not-found") return { state: "closed" };
    if (kind === "rate-limited") return { state: "too-many" };
    throw error;
  }
}

/** The document of the public API, for the page that people read. */
export function apiDocumentPage(): OpenApiDocument {
  return openApiDocument(API_ROUTES);
}
