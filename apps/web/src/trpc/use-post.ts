"use client";
import { type FormEvent, useState } from "react";
import { issueFor, type Problem, postJson, problemOf } from "./problem.ts";

/** State of a form that is posted to one of our routes. */
export interface PostForm {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** What is wrong with a field, by its name. */
  errorOf(name: string): string | undefined;
  /** Sends the form's fields, with `more`, as JSON. */
  submit(event: FormEvent<HTMLFormElement>): void;
}

/** Posts a form as JSON; `done` gets the answer and leaves the page, so the form stays busy. */
export function usePost<T>(path: string, more: Record<string, unknown>, done: (answer: T) => void): PostForm {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (fields: Record<string, unknown>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      done(await postJson<T>(path, { ...fields, ...more }));
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return {
    busy,
    problem,
    errorOf: (name) => issueFor(problem, name),
    submit(event) {
      event.preventDefault();
      void send(Object.fromEntries(new FormData(event.currentTarget)));
    },
  };
}
