import { LinkButton } from "@redoubt/ui";
import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

export interface ProblemScreenProps {
  /** The number that the server answered with. */
  status: number;
  /** What happened, as a statement. */
  title: string;
  /** Why, and what to do. */
  children: ReactNode;
  actions?: ReactNode;
  /** Finds the request in the log of the server. */
  reference?: string | undefined;
  /** Inside the frame, which brings its own main landmark. */
  framed?: boolean | undefined;
}

/** A page that could not be shown: what happened, what to do, where to go. Fits a whole window and the frame. */
export function ProblemScreen({ status, title, children, actions, reference, framed }: ProblemScreenProps) {
  const Ground = framed ? "div" : "main";
  return (
    <Ground className="flex min-h-full flex-1 flex-col bg-surface">
      <div className="m-auto w-full max-w-[560px] px-6 py-12 phone:px-4">
        <Logo className="size-6" />
        <p className="mt-6 text-ink-3 tabular-nums">{status}</p>
        <h1>{title}</h1>
        <div className="mt-2 text-14 leading-[22px] text-ink-2">{children}</div>
        <div className="mt-6 flex flex-wrap gap-2">
          {actions ?? (
            <LinkButton href="/" variant="primary">
              Go to the start
            </LinkButton>
          )}
        </div>
        {reference && (
          <p className="mt-8 border-t border-line pt-3 text-12 text-ink-3">
            Reference <code>{reference}</code>, the operator finds it in the log.
          </p>
        )}
      </div>
    </Ground>
  );
}

/** 404: also for what exists and is not yours, so the words must fit both. */
export function NotFoundScreen({ framed }: { framed?: boolean }) {
  return (
    <ProblemScreen status={404} title="There is nothing here for you" framed={framed}>
      The address is wrong, the thing was removed, or it belongs to an organization or project that you are not a member
      of. Check the address, or ask the person who sent it to give you access.
    </ProblemScreen>
  );
}

/** 403: the page exists for this member, the deed does not. */
export function ForbiddenScreen({ framed }: { framed?: boolean }) {
  return (
    <ProblemScreen status={403} title="Your role does not allow this" framed={framed}>
      You are signed in, but your role in this organization does not include this page. A member with the role owner can
      give you another role or a grant for this project.
    </ProblemScreen>
  );
}
