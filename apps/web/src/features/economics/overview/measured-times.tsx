import { countingTime, minutesToStop, roundMinutes, standing, untilStopped } from "@redoubt/domain/economics";
import { Table, Td, TextLink, Th, Tr } from "@redoubt/ui";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import type { Economics } from "../use-economics.ts";
import { type ProjectScope, TIME_WORDS } from "../words.ts";
import { MoneyPanel } from "./panel.tsx";

const STEPS = [
  { key: "detectMinutes", label: "Detect" },
  { key: "decideMinutes", label: "Decide" },
  { key: "actMinutes", label: "Act" },
] as const;

/** What detecting, deciding and acting took, newest first; which one the model counts. */
export function MeasuredTimes({ scope, economics }: { scope: ProjectScope; economics: Economics }) {
  const { page, inputs } = economics;
  const times = page.times.slice(0, 2);
  const counting = countingTime(page.times);
  const base = paths.projectSlice(scope.organization, scope.project, "economics");
  return (
    <MoneyPanel
      title="Measured times"
      second
      why={{
        label: "which counts",
        text: (
          <p>
            Of the newest incident and the newest drill the slower one: a drill says what one can do, an incident what
            one did. A number that the team states among the parameters beats both, and a control in place that is
            faster beats all.
          </p>
        ),
      }}
    >
      {times.length === 0 ? (
        <p className="text-ink-3">
          Nothing was measured: the model takes defaults, {roundMinutes(minutesToStop(inputs.values, standing(inputs)))}{" "}
          in all.{" "}
          <TextLink asChild>
            <Link href={`${base}/control`}>Controls and times</Link>
          </TextLink>
        </p>
      ) : (
        <>
          <Table label="Measured times" flush>
            <thead>
              <tr>
                <Th hideLabel>Step</Th>
                {times.map((time) => (
                  <Th key={time.id} title={`${TIME_WORDS[time.kind]}, ${time.happenedOn}`}>
                    {time.name}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {STEPS.map(({ key, label }) => (
                <Tr key={key} hover={false}>
                  <Td>{label}</Td>
                  {times.map((time) => (
                    <Td key={time.id} className="font-medium tabular-nums">
                      {roundMinutes(time[key])}
                    </Td>
                  ))}
                </Tr>
              ))}
              <Tr hover={false}>
                <Td className="font-semibold">Until pause</Td>
                {times.map((time) => (
                  <Td key={time.id} className="font-semibold tabular-nums">
                    {roundMinutes(untilStopped(time))}
                  </Td>
                ))}
              </Tr>
            </tbody>
          </Table>
          <p className="mt-1.5 text-12 text-ink-3">
            {counting !== null && `The model counts ${counting.name}. `}
            An attack of one transaction beats every pause.{" "}
            <TextLink asChild>
              <Link href={`${base}/control`}>All times</Link>
            </TextLink>
          </p>
        </>
      )}
    </MoneyPanel>
  );
}
