"use client";
import { type Answer, optionsOf, type Proposal, type Question, wordsOf } from "@redoubt/domain/profile";
import { Button, Checkbox, Field, FieldSet, Input, RadioGroup, Textarea, Time } from "@redoubt/ui";
import type { ReactNode } from "react";
import { originWords } from "../words.ts";
import type { DraftValue } from "./draft.ts";

export interface AnswerFieldProps {
  readonly question: Question;
  readonly value: DraftValue;
  readonly stored: Answer | undefined;
  readonly problem: string | undefined;
  readonly proposal: Proposal | undefined;
  readonly accepting: boolean;
  readonly onAccept: (proposal: Proposal) => void;
  readonly disabled: boolean;
  readonly onChange: (value: DraftValue) => void;
}

/** One question with its field, and where the stored answer comes from. */
export function AnswerField(props: AnswerFieldProps) {
  const { question, stored, proposal } = props;
  return (
    <li id={`q-${question.key}`} className="scroll-mt-4 border-t border-line py-3 first:border-t-0">
      {question.type === "choice" || question.type === "many" ? <Choices {...props} /> : <Written {...props} />}
      {proposal !== undefined && (
        <p className="mt-1.5 flex flex-wrap items-center gap-2 text-12">
          Revision {proposal.revision} shows {wordsOf(question, proposal.value)}.
          {!props.disabled && (
            <Button
              busy={props.accepting}
              aria-label={`Accept for ${question.label}`}
              onClick={() => props.onAccept(proposal)}
            >
              Accept
            </Button>
          )}
        </p>
      )}
      {stored !== undefined && (
        <p className="mt-1.5 text-12 text-ink-3">
          {originWords(stored.origin, stored.revision)}, <Time value={stored.at} />
        </p>
      )}
    </li>
  );
}

function Choices({ question, value, problem, disabled, onChange }: AnswerFieldProps) {
  const options = optionsOf(question);
  const chosen: readonly string[] = typeof value === "string" ? [] : value;
  return (
    <FieldSet legend={question.label} help={question.help}>
      {question.type === "choice" ? (
        <RadioGroup
          inline
          label={question.label}
          options={[...options]}
          value={typeof value === "string" ? value : ""}
          onValueChange={onChange}
          disabled={disabled}
        />
      ) : (
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {options.map((option) => (
            <Checkbox
              key={option.value}
              label={option.label}
              disabled={disabled}
              checked={chosen.includes(option.value)}
              onCheckedChange={(on) =>
                onChange(on === true ? [...chosen, option.value] : chosen.filter((each) => each !== option.value))
              }
            />
          ))}
        </div>
      )}
      <Problem>{problem}</Problem>
    </FieldSet>
  );
}

function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="mt-1.5 text-12 text-bad empty:hidden">
      {children}
    </p>
  );
}

function Written({ question, value, problem, disabled, onChange }: AnswerFieldProps) {
  const text = typeof value === "string" ? value : value.join("\n");
  return (
    <Field label={question.label} help={question.help} error={problem}>
      {question.type === "lines" ? (
        <Textarea rows={3} value={text} disabled={disabled} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input
          className={question.type === "text" ? undefined : "w-48"}
          inputMode={question.type === "text" ? "text" : "decimal"}
          trailing={question.unit}
          value={text}
          disabled={disabled}
          maxLength={2000}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
