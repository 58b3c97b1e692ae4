"use client";
import { Button } from "@redoubt/ui";
import { useEffect, useRef } from "react";
import { Entrance } from "./entrance.tsx";

const WORDS: Record<string, string> = {
  lead: "the security lead",
  developer: "the developer",
  manager: "the manager",
  auditor: "the external auditor",
};

/** Signs in as one of the demo's people: posts by itself, and has a button for browsers that run no script. */
export function DemoSignIn({ persona }: { persona: string }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.requestSubmit(), []);
  return (
    <Entrance title={`Signing in as ${WORDS[persona] ?? persona}`}>
      <p className="mt-1 mb-6 text-14 text-ink-2">This works on this machine only, while the demo is on.</p>
      <form ref={form} method="post" action={`/api/demo/${persona}`}>
        <Button type="submit" variant="primary" size="lg">
          Sign in
        </Button>
      </form>
    </Entrance>
  );
}
