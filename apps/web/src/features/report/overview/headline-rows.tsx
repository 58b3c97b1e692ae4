import type { Headline, NextStep } from "@redoubt/domain/report";
import { cn, LinkButton, Person, WhyLink } from "@redoubt/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import { below, findingHref, type ProjectScope } from "../words.ts";

interface HeadlineRowsProps {
  scope: ProjectScope;
  better: Headline;
  worse: Headline;
  next: NextStep;
  /** At the end of the first two: since when. */
  since: ReactNode;
}

/** The three sentences: what got better, what got worse, what to do next and who does it. */
export function HeadlineRows({ scope, better, worse, next, since }: HeadlineRowsProps) {
  return (
    <dl className="px-6 phone:px-4">
      <Row term="Better" tone={better.quiet ? "" : "text-ok"}>
        <Sentence scope={scope} headline={better} since={since} />
      </Row>
      <Row term="Worse" tone={worse.quiet ? "" : "text-bad"}>
        <Sentence scope={scope} headline={worse} since={since} />
      </Row>
      <Row term="Do next" tone="">
        <p className="min-w-0 flex-1 wrap-anywhere phone:basis-full">{next.text}</p>
        <div className="flex flex-none items-center gap-4 phone:w-full phone:flex-wrap phone:gap-y-2">
          {next.finding !== null && (
            <span className="text-13 text-ink-2">
              {next.owner === null ? "nobody has it" : <Person name={next.owner} />}
            </span>
          )}
          <LinkButton asChild variant="primary" className="phone:w-full">
            <Link href={below(scope, next.action.href)}>{next.action.label}</Link>
          </LinkButton>
        </div>
      </Row>
    </dl>
  );
}

function Row({ term, tone, children }: { term: string; tone: string; children: ReactNode }) {
  return (
    <div className="flex gap-4 border-t border-line py-2 text-14 phone:flex-col phone:gap-1 phone:py-3">
      <dt className={cn("w-16 flex-none pt-1 font-medium phone:pt-0", tone)}>{term}</dt>
      <dd className="flex min-h-7 min-w-0 flex-1 items-center gap-4 phone:flex-col phone:items-start phone:gap-1">
        {children}
      </dd>
    </div>
  );
}

function Sentence({ scope, headline, since }: { scope: ProjectScope; headline: Headline; since: ReactNode }) {
  return (
    <>
      <p className={cn("min-w-0 flex-1 wrap-anywhere", headline.quiet && "text-ink-3")}>{headline.text}</p>
      {!headline.quiet && (
        <span className="flex flex-none items-center gap-3 text-12 text-ink-3">
          <span>{since}</span>
          {headline.finding !== null && (
            <WhyLink asChild>
              <Link href={findingHref(scope, headline.finding)}>why</Link>
            </WhyLink>
          )}
        </span>
      )}
    </>
  );
}
