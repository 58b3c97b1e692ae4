"use client";
import { Button, Tag } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { attemptWords } from "./words.ts";

export interface TestMessageProps {
  organization: string;
  label: string;
  /** Asks for the test and answers with the message to watch. */
  send: () => Promise<{ messageId: string }>;
  disabled?: boolean;
}

/** A button that sends a test, and what became of it. */
export function TestMessage({ organization, label, send, disabled }: TestMessageProps) {
  const [state, setState] = useState<{ messageId?: string; problem?: string; asking?: boolean }>({});
  const ask = async (): Promise<void> => {
    setState({ asking: true });
    try {
      setState(await send());
    } catch (error) {
      setState({ problem: problemOf(error).message });
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button busy={state.asking === true} disabled={disabled} onClick={() => void ask()}>
        {label}
      </Button>
      <span role="status" className="min-w-0 text-12">
        {state.problem !== undefined && <span className="text-bad">{state.problem}</span>}
        {state.messageId !== undefined && <TestResult organization={organization} messageId={state.messageId} />}
      </span>
    </div>
  );
}

function TestResult({ organization, messageId }: { organization: string; messageId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.notification.message.queryOptions(
      { organization, messageId },
      { refetchInterval: (query) => (query.state.data?.endedAt == null ? 1000 : false) },
    ),
  );
  const last = data?.attempts.at(-1);
  if (data === undefined || data.endedAt === null || last === undefined)
    return <span className="text-ink-3">Sending …</span>;
  const took = attemptWords(last);
  return data.state === "sent" ? (
    <>
      <Tag tone="ok">sent</Tag> <span className="text-ink-2">{took}</span>
    </>
  ) : (
    <>
      <Tag tone="bad">not delivered</Tag> <span className="text-ink-2 wrap-anywhere">{took}</span>
    </>
  );
}
