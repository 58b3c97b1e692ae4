"use client";
import { Button, Callout, Field, Input, LinkButton } from "@redoubt/ui";
import { type FormEvent, useState } from "react";

/** What the form sends, as fields of the body. */
export interface SignInInput {
  email: string;
  password: string;
  /** Where to go afterwards: a path of this site. */
  next: string;
}

export interface SignInFormProps {
  /** Receives a plain form post when the browser runs no script, or when there is no `onSubmit`. */
  action?: string;
  next?: string;
  /** Why the last attempt failed, in words that tell no more than the server may. */
  problem?: string | undefined;
  /** Other ways in, each a link that begins it. */
  providers?: readonly { id: string; label: string; href: string }[];
  /** Signs in without leaving the page; resolves to a problem to show, or to `null` when it went on. */
  onSubmit?: (input: SignInInput) => Promise<string | null>;
}

/** E-mail and password, after the other ways in. */
export function SignInForm({
  action = "/api/sign-in",
  next = "/",
  problem,
  providers = [],
  onSubmit,
}: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<string | null | undefined>(problem);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    if (onSubmit === undefined) {
      setBusy(true);
      return;
    }
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setAnswer(null);
    try {
      const text = (name: string) => String(form.get(name) ?? "");
      setAnswer(await onSubmit({ email: text("email"), password: text("password"), next }));
    } catch {
      setAnswer("The server did not answer. Check the connection and try again.");
    } finally {
      setBusy(false);
    }
  };

  return (
    <form method="post" action={action} onSubmit={submit} className="flex flex-col gap-4">
      {providers.length > 0 && (
        <>
          <div className="flex flex-col gap-2">
            {providers.map((provider, index) => (
              <LinkButton
                key={provider.id}
                href={provider.href}
                size="lg"
                variant={index === 0 ? "primary" : "default"}
                className="h-10 phone:h-touch"
              >
                {provider.label}
              </LinkButton>
            ))}
          </div>
          <div className="flex items-center gap-3 text-12 text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or
          </div>
        </>
      )}
      {answer && (
        <Callout title="You are not signed in" live>
          {answer}
        </Callout>
      )}
      <input type="hidden" name="next" value={next} />
      <Field label="Work e-mail" required>
        <Input
          size="lg"
          className="h-10 phone:h-touch"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          spellCheck={false}
        />
      </Field>
      <Field label="Password" required>
        <Input
          size="lg"
          className="h-10 phone:h-touch"
          type="password"
          name="password"
          autoComplete="current-password"
        />
      </Field>
      <Button
        type="submit"
        size="lg"
        variant={providers.length > 0 ? "default" : "primary"}
        busy={busy}
        className="mt-1 h-10 phone:h-touch"
      >
        Sign in
      </Button>
    </form>
  );
}
