import { Logo } from "#features/frame/index.ts";
import { RedoubtPlan } from "./redoubt-plan.tsx";
import { SignInForm, type SignInFormProps } from "./sign-in-form.tsx";

export interface SignInScreenProps extends SignInFormProps {
  /** Name of the installation or the organization; "Redoubt" unless told. */
  title?: string;
  /** The host, so that people see where they type their password. */
  host: string;
  version: string;
}

/** The page before the first: who you are, and a fortress with its lines of fire. */
export function SignInScreen({ title = "Redoubt", host, version, ...form }: SignInScreenProps) {
  return (
    <div className="grid min-h-dvh grid-cols-1 lg:grid-cols-[520px_minmax(0,1fr)]">
      <main className="flex flex-col bg-surface px-16 py-8 max-lg:mx-auto max-lg:w-full max-lg:max-w-[520px] lg:border-r lg:border-line phone:px-6 phone:py-6">
        <div className="flex items-center gap-2 text-16 font-semibold">
          <Logo className="size-6" />
          Redoubt
        </div>
        <div className="my-auto py-8">
          <h1>Sign in to {title}</h1>
          <p className="mt-1 mb-8 text-14 text-ink-2">{host}</p>
          <SignInForm {...form} />
        </div>
        <footer className="text-12/[18px] text-ink-3">
          <p>Signing in, failed attempts included, is written to the audit log of the installation.</p>
          <p className="tabular-nums">Version {version}</p>
        </footer>
      </main>
      <div aria-hidden="true" className="relative overflow-hidden max-lg:hidden">
        <RedoubtPlan className="absolute inset-0 size-full" />
        <p className="absolute right-8 bottom-8 text-12/[18px] text-ink-3">Evidence over claims.</p>
      </div>
    </div>
  );
}
