"use client";
import {
  type FindingDetail,
  RUBRIC_LEVELS,
  type RubricLevel,
  RUBRICS,
  SEVERITIES,
  type Severity,
  severityByRubric,
} from "@redoubt/domain/finding";
import { Button, Field, Input, Segmented, Select, Textarea } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import type { FindingActions } from "../detail/use-finding.ts";
import { SeverityLevel } from "../tags.tsx";
import { SEVERITY_WORDS } from "../words.ts";

type Basis = "rubric" | "cvss" | "judgement";

const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  rubric: "Impact × likelihood",
  cvss: "CVSS",
  judgement: "Judgement",
};

export interface SeverityFormProps {
  readonly finding: FindingDetail;
  readonly actions: Pick<FindingActions, "scope" | "busy" | "setSeverity">;
  readonly onDone: () => void;
}

/** Another severity, from what the project's kind or the finding offers, with the reason in words. */
export function SeverityForm({ finding, actions, onDone }: SeverityFormProps) {
  const trpc = useTRPC();
  const { scope } = actions;
  const kind = useQuery(trpc.project.get.queryOptions(scope)).data?.kind ?? "";
  const isScored = finding.advisories.some((each) => /^CVE-/i.test(each));
  const offered: Basis[] = [
    ...(RUBRICS[kind] === undefined ? [] : (["rubric"] as const)),
    ...(isScored ? (["cvss"] as const) : []),
    "judgement",
  ];
  const [chosen, setChosen] = useState<Basis | null>(finding.cvss === null ? null : "cvss");
  const basis = chosen ?? offered[0] ?? "judgement";
  const [severity, setSeverity] = useState<Severity>(finding.severity);
  const [impact, setImpact] = useState<RubricLevel>(finding.rubric?.impact ?? "medium");
  const [likelihood, setLikelihood] = useState<RubricLevel>(finding.rubric?.likelihood ?? "medium");
  const [vector, setVector] = useState(finding.cvss?.vector ?? "");
  const [comment, setComment] = useState("");
  const [tried, setTried] = useState(false);
  const asked = vector.trim().toUpperCase();
  const scored = useQuery({
    ...trpc.finding.scoreCvss.queryOptions({ ...scope, vector: asked }),
    enabled: basis === "cvss" && asked !== "",
  }).data;
  const result = {
    rubric: severityByRubric(kind, { impact, likelihood }),
    cvss: scored?.severity,
    judgement: severity,
  }[basis];
  const isSame = basis === "judgement" && result === finding.severity;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (comment.trim() === "" || result === undefined || isSame) return;
    const judged = {
      ...{ severity: result, comment },
      ...(basis === "rubric" ? { rubric: { impact, likelihood } } : {}),
      ...(basis === "cvss" ? { cvss: asked } : {}),
    };
    void actions.setSeverity(judged).then((done) => done && onDone());
  };
  return (
    <form noValidate className="flex flex-col gap-3" aria-label="Change the severity" onSubmit={submit}>
      {offered.length > 1 && (
        <Segmented
          label="Rests on"
          value={basis}
          onValueChange={(value) => setChosen(offered.find((each) => each === value) ?? null)}
          options={offered.map((value) => ({ value, label: BASIS_WORDS[value] }))}
        />
      )}
      {basis === "judgement" && (
        <Field label="Severity" error={tried && isSame ? "It has this severity." : undefined}>
          <Select
            value={severity}
            onValueChange={(value) => setSeverity(SEVERITIES.find((each) => each === value) ?? severity)}
            options={SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] }))}
          />
        </Field>
      )}
      {basis === "rubric" && (
        <>
          <LevelField label="Impact" words={RUBRICS[kind]?.impact} value={impact} onChange={setImpact} />
          <LevelField
            label="Likelihood"
            words={RUBRICS[kind]?.likelihood}
            value={likelihood}
            onChange={setLikelihood}
          />
        </>
      )}
      {basis === "cvss" && (
        <Field
          label="Base vector"
          help="CVSS 3.1 or 4.0; other groups of metrics are left aside."
          error={tried && scored === null ? "This is no complete base vector." : undefined}
        >
          <Input
            placeholder="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
            maxLength={300}
            value={vector}
            onChange={(event) => setVector(event.target.value)}
          />
        </Field>
      )}
      {basis !== "judgement" && result !== undefined && (
        <p role="status" className="flex items-center gap-2">
          <SeverityLevel severity={result} />
          {basis === "cvss" && scored != null && <span className="tabular-nums">{scored.score.toFixed(1)}</span>}
        </p>
      )}
      <Field label="Why" required error={tried && comment.trim() === "" ? "Say why." : undefined}>
        <Textarea value={comment} maxLength={10_000} onChange={(event) => setComment(event.target.value)} />
      </Field>
      <Button type="submit" busy={actions.busy} className="self-start">
        Set severity
      </Button>
    </form>
  );
}

interface LevelFieldProps {
  readonly label: string;
  readonly words: Readonly<Record<RubricLevel, string>> | undefined;
  readonly value: RubricLevel;
  readonly onChange: (value: RubricLevel) => void;
}

function LevelField({ label, words, value, onChange }: LevelFieldProps) {
  return (
    <Field label={label} help={words?.[value]}>
      <Select
        value={value}
        onValueChange={(next) => onChange(RUBRIC_LEVELS.find((each) => each === next) ?? value)}
        options={RUBRIC_LEVELS.map((level) => ({
          value: level,
          label: SEVERITY_WORDS[level],
          ...(words === undefined ? {} : { description: words[level] }),
          text: SEVERITY_WORDS[level],
        }))}
      />
    </Field>
  );
}
