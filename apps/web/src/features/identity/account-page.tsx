"use client";
import { identityProblem } from "@redoubt/domain/identity";
import { Callout, PageHeader, Section, TextLink } from "@redoubt/ui";
import Link from "next/link";
import { Logo } from "#features/frame/index.ts";
import { EditorForm } from "./editor-form.tsx";
import { NameForm } from "./name-form.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProviderLinks } from "./provider-links.tsx";
import { SessionList } from "./session-list.tsx";

export interface AccountPageProps {
  providers: readonly { id: string; label: string }[];
  problem?: string | undefined;
}

/** The signed-in person's own account: name, password, linked services, sessions. */
export function AccountPage({ providers, problem }: AccountPageProps) {
  const words = problem === undefined ? undefined : identityProblem(problem);
  return (
    <div className="min-h-dvh bg-surface">
      <div className="flex h-topbar items-center gap-3 border-b border-line px-6 phone:px-4">
        <Logo className="size-5" />
        <TextLink asChild>
          <Link href="/">Back to the organization</Link>
        </TextLink>
      </div>
      <main className="mx-auto w-full max-w-[880px]">
        <PageHeader title="Account" />
        {words && (
          <div className="px-6 pb-3 phone:px-4">
            <Callout title="Not linked">{words}</Callout>
          </div>
        )}
        <Section title="Name">
          <NameForm />
        </Section>
        <Section title="Editor" note="For places in the code">
          <EditorForm />
        </Section>
        <Section title="Password" note="Changing it signs you out everywhere else">
          <PasswordForm />
        </Section>
        {providers.length > 0 && (
          <Section title="Other ways to sign in">
            <ProviderLinks providers={providers} />
          </Section>
        )}
        <SessionList />
      </main>
    </div>
  );
}
