import type { Metadata } from "next";
import { ApiPage } from "#features/api/index.ts";
import { apiDocumentPage } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "API" };

// Made for each request: the address of the server and the nonce of the scripts belong to it.
export const dynamic = "force-dynamic";

export default function Page() {
  return <ApiPage document={apiDocumentPage()} />;
}
