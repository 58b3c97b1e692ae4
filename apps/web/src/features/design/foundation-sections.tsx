import {
  Level,
  type LevelStep,
  MARK_WORDS,
  Mark,
  type MarkKind,
  MarkLegend,
  MarkWord,
  Table,
  Tag,
  Td,
  Th,
  Tr,
  WORK_STATE_WORDS,
  WorkState,
  type WorkStateKind,
} from "@redoubt/ui";
import { Row, Sample } from "./sample.tsx";

const SIZES = [
  ["text-28 font-semibold tabular-nums", "11:52", "28, one figure per screen"],
  ["text-20 font-semibold", "Meridian Vault", "20, page title and headline figures"],
  ["text-16 font-semibold", "MeridianOracle", "16, panel title"],
  ["text-14 font-semibold", "Assurance matrix", "14, section title and prose"],
  ["text-13", "First deposit inflated by a donation", "13, everything else"],
  ["text-12 text-ink-2", "93 s ago, block 21,451", "12, meta and table heads"],
  ["font-mono", "_deviation(fromFeed, fromPool)", "mono, code, hashes, addresses"],
] as const;

const COLOURS = [
  ["canvas", "surface", "sunken", "hover", "selected"],
  ["text", "text-2", "text-3", "line-control", "line"],
  ["accent", "accent-strong", "accent-soft", "chart-2", "chart-3"],
  ["critical", "high", "medium", "low", "info"],
  ["demonstrated", "unfailed", "stale", "failed", "claimed", "missing"],
];

const MARKS: { kind: MarkKind; count: number; means: string }[] = [
  { kind: "claimed", count: 2, means: "Someone says so. Nothing has run." },
  { kind: "unfailed", count: 1, means: "Ran and passed, but has no negative control." },
  { kind: "demonstrated", count: 3, means: "Ran now, and failed where the weakness was." },
  { kind: "stale", count: 1, means: "Was demonstrated, then code, rule or date moved." },
  { kind: "failed", count: 1, means: "Ran and says the control does not hold." },
  { kind: "missing", count: 0, means: "Required, and nothing is there. The gap list." },
  { kind: "not-required", count: 0, means: "A faint dot. Nothing is owed here." },
];

const STATES: WorkStateKind[] = ["none", "part", "done", "stale", "block"];
const LEVELS: { step: LevelStep; word: string }[] = [
  { step: 4, word: "Critical" },
  { step: 3, word: "High" },
  { step: 2, word: "Medium" },
  { step: 1, word: "Low" },
  { step: 0, word: "Info" },
];

/** Type, colour, marks, circles and bars. */
export function FoundationSections() {
  return (
    <>
      <Sample title="Type">
        <div className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-6 gap-y-1.5">
          {SIZES.map(([look, text, use]) => (
            <div key={use} className="contents">
              <span className={look}>{text}</span>
              <span className="text-12 text-ink-3">{use}</span>
            </div>
          ))}
        </div>
      </Sample>
      <Sample title="Colour">
        <div className="grid grid-cols-5 gap-3 phone:grid-cols-2">
          {COLOURS.map((names) => (
            <ul key={names[0]}>
              {names.map((name) => (
                <li key={name} className="flex h-[30px] items-center gap-2 text-12 whitespace-nowrap text-ink-2">
                  <span
                    className="size-5 rounded-1 inset-ring inset-ring-line-strong"
                    style={{ background: `var(--${name})` }}
                  />
                  {name}
                </li>
              ))}
            </ul>
          ))}
        </div>
        <p className="mt-3 text-12 text-ink-3">
          Accent is for things you can act on and for the one series that counts. Levels and evidence own the strong
          colours. Nothing else is coloured.
        </p>
      </Sample>
      <Sample title="Evidence marks">
        <Table label="Marks" flush>
          <thead>
            <tr>
              <Th>Matrix</Th>
              <Th>Inline</Th>
              <Th>Word</Th>
              <Th>Means</Th>
            </tr>
          </thead>
          <tbody>
            {MARKS.map(({ kind, count, means }) => (
              <Tr key={kind} hover={false}>
                <Td>
                  <Mark kind={kind} count={count} />
                </Td>
                <Td>{kind !== "not-required" && <Mark kind={kind} />}</Td>
                <Td>
                  {kind === "not-required" ? (
                    <span className="text-ink-3">{MARK_WORDS[kind]}</span>
                  ) : (
                    <MarkWord kind={kind} />
                  )}
                </Td>
                <Td className="text-ink-2">{means}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
        <MarkLegend
          className="mt-3"
          items={[
            { kind: "failed", count: 9 },
            { kind: "missing", count: 17 },
            { kind: "demonstrated", count: 35 },
          ]}
        />
      </Sample>
      <div className="grid grid-cols-2 gap-x-10">
        <Sample title="States of work">
          <ul>
            {STATES.map((state) => (
              <li key={state} className="flex h-7 items-center gap-2">
                <WorkState state={state} />
                {WORK_STATE_WORDS[state]}
              </li>
            ))}
          </ul>
          <p className="mt-3 text-12 text-ink-3">Slots are evidence, circles are states of work.</p>
        </Sample>
        <Sample title="Levels">
          <ul>
            {LEVELS.map((level) => (
              <li key={level.step} className="flex h-7 items-center">
                <Level {...level} />
              </li>
            ))}
          </ul>
          <Row>
            {LEVELS.map(({ step, word }) => (
              <Tag key={step} tone={`level-${step}`}>
                {word}
              </Tag>
            ))}
          </Row>
        </Sample>
      </div>
    </>
  );
}
