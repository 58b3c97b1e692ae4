"use client";
import { Button, LinkButton } from "@redoubt/ui";
import { useEffect } from "react";
import { ProblemScreen } from "./problem-screen.tsx";
import { themeFromCookies } from "./theme.ts";

export interface ErrorScreenProps {
  /** Next's digest of the error: the number under which the server logged it. */
  reference?: string | undefined;
  onRetry: () => void;
  /** Inside the frame, which brings its own main landmark. */
  framed?: boolean;
}

/** 500: something broke that nobody foresaw. */
export function ErrorScreen({ reference, onRetry, framed }: ErrorScreenProps) {
  return (
    <ProblemScreen
      status={500}
      title="This page broke"
      reference={reference}
      framed={framed}
      actions={
        <>
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
          <LinkButton href="/">Go to the start</LinkButton>
        </>
      }
    >
      The fault is on our side and was written to the log. Nothing that was saved is lost. Try again; if it breaks
      again, give the operator the reference below.
    </ProblemScreen>
  );
}

/** The same with its own document, for when the root layout itself broke. */
export function ErrorDocument(props: ErrorScreenProps) {
  useEffect(() => {
    const choice = themeFromCookies(document.cookie);
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    document.documentElement.dataset.theme = choice === "system" ? system : choice;
  }, []);
  return (
    <html lang="en">
      <head>
        <title>Error · Redoubt</title>
      </head>
      <body>
        <ErrorScreen {...props} />
      </body>
    </html>
  );
}
