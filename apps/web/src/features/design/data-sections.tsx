"use client";
import {
  Avatar,
  BarChart,
  CodeBlock,
  type CodeToken,
  Count,
  Divider,
  Figures,
  FileTree,
  Kbd,
  KeyValue,
  Level,
  Mark,
  PartsProgress,
  Person,
  Progress,
  Segmented,
  SkeletonRows,
  SortButton,
  Sparkline,
  StepList,
  Table,
  TabNav,
  TabNavLink,
  Tabs,
  Tag,
  Td,
  TextLink,
  Th,
  Time,
  Timeline,
  Tr,
  WhyLink,
} from "@redoubt/ui";
import { useState } from "react";
import { Row, Sample } from "./sample.tsx";

const key = (text: string): CodeToken => ({ text, color: "var(--shiki-token-keyword)" });
const type = (text: string): CodeToken => ({ text, color: "var(--code-type)" });
const ink = (text: string): CodeToken => ({ text });

const CODE = [
  {
    number: 62,
    tokens: [ink("    "), type("uint256"), ink(" fromFeed = "), type("uint256"), ink("(answer) * FEED_SCALE;")],
  },
  { number: 63, tokens: [ink("    "), type("uint256"), ink(" fromPool = _spot();")] },
  { number: 64, tokens: [ink("    "), key("if"), ink(" (_deviation(fromFeed, fromPool) > MAX_DEVIATION) {")] },
  { number: 65, tokens: [ink("        "), key("return"), ink(" fromPool;")] },
  { number: 66, tokens: [ink("    }")] },
  { number: 67, tokens: [ink("    "), key("return"), ink(" fromFeed;")] },
];

const FILES = [
  {
    id: "src",
    name: "src",
    children: [
      { id: "src/MeridianOracle.sol", name: "MeridianOracle.sol", end: 60 },
      { id: "src/MeridianVault.sol", name: "MeridianVault.sol", end: 230 },
      {
        id: "src/lib",
        name: "lib",
        children: [{ id: "src/lib/FixedMath.sol", name: "FixedMath.sol", end: 35, dim: true }],
      },
    ],
  },
  { id: "test", name: "test", children: [{ id: "test/Oracle.t.sol", name: "Oracle.t.sol", end: 80 }] },
  { id: "foundry.toml", name: "foundry.toml" },
];

/** Tables, tabs, progress, code, trees, lists. */
export function DataSections() {
  const [range, setRange] = useState("half");
  const [file, setFile] = useState("src/MeridianVault.sol");
  return (
    <>
      <Sample title="Table rows">
        <Table label="Findings" flush>
          <thead>
            <tr>
              <Th hideLabel>Number</Th>
              <Th sort={null}>
                <SortButton sort={null}>Finding</SortButton>
              </Th>
              <Th sort="descending">
                <SortButton sort="descending">Severity</SortButton>
              </Th>
              <Th>PoC</Th>
              <Th numeric>Age</Th>
            </tr>
          </thead>
          <tbody>
            <Tr>
              <Td className="text-ink-3">F-8</Td>
              <Td>Delay can be set to zero</Td>
              <Td>
                <Level step={3} word="High" />
              </Td>
              <Td>
                <Mark kind="failed" />
              </Td>
              <Td numeric>9 mo</Td>
            </Tr>
            <Tr selected>
              <Td className="text-ink-3">F-2</Td>
              <Td>Pool price wins over the feed</Td>
              <Td>
                <Level step={4} word="Critical" />
              </Td>
              <Td>
                <Mark kind="failed" />
              </Td>
              <Td numeric>2 h</Td>
            </Tr>
            <SkeletonRows columns={[34, 212, 64, 18, -24]} rows={1} />
          </tbody>
        </Table>
        <p className="mt-3 text-12 text-ink-3">Rest, selected, loading. Skeletons keep the columns.</p>
      </Sample>
      <Sample title="Tabs, tags, progress, keys">
        <TabNav label="Finding" className="px-0 phone:px-0">
          <TabNavLink href="#code" current>
            Code
          </TabNavLink>
          <TabNavLink href="#flow">
            Flow <Count>4</Count>
          </TabNavLink>
          <TabNavLink href="#poc">
            PoC <Count>1</Count>
          </TabNavLink>
        </TabNav>
        <Row>
          <Segmented
            label="Range"
            value={range}
            onValueChange={setRange}
            options={[
              { value: "month", label: "Month" },
              { value: "half", label: "Half year" },
              { value: "year", label: "Year", count: 4 },
            ]}
          />
          <Tag>main</Tag>
          <Tag tone="outline">Protocol</Tag>
          <Tag tone="accent">Running</Tag>
          <Tag tone="ok">2 added</Tag>
          <Tag tone="warn">Draft</Tag>
          <Tag tone="bad">void, CAP-02</Tag>
        </Row>
        <Row>
          <Progress value={0.64} label="Scan" className="w-30" />
          <span className="text-12 text-ink-2 tabular-nums">64 %</span>
          <Progress value={1} label="Read" tone="ok" className="w-20" />
          <Progress value={0.48} label="Read" tone="warn" className="w-20" />
          <Progress value={0.22} label="Left" tone="bad" className="w-20" />
        </Row>
        <PartsProgress
          className="mt-3"
          label="Scan by part"
          parts={[
            { id: "a", label: "Check out", weight: 1, done: 1 },
            { id: "b", label: "Compile", weight: 4, done: 1 },
            { id: "c", label: "PoCs", weight: 6, done: 0.7 },
            { id: "d", label: "Import", weight: 2, done: 0 },
          ]}
        />
        <Row>
          <Kbd>⌘K</Kbd>
          <Kbd>J</Kbd>
          <Kbd>⇧</Kbd>
          <Divider />
          <Avatar name="Ines Kovač" />
          <Avatar name="Tomasz Brandt" size="sm" />
          <Person name="Amara Osei" />
          <Divider />
          <WhyLink href="#why">why this severity</WhyLink>
          <TextLink href="#all">All 23</TextLink>
          <Time value={new Date(1_794_492_180_000)} format="absolute" />
          <Sparkline values={[4, 6, 5, 9, 7, 3]} label="Open, now 3" />
        </Row>
      </Sample>
      <Sample title="Code">
        <CodeBlock
          label="src/MeridianOracle.sol at e41a7c2"
          lines={CODE}
          idPrefix="oracle-"
          regions={[
            { from: 63, to: 63 },
            { from: 64, to: 65, main: true },
          ]}
          notes={[
            { line: 63, step: 2, text: "Read in the same transaction: 72,000 after the swap" },
            { line: 65, step: 3, text: "Over 5 % apart the pool wins" },
          ]}
        />
      </Sample>
      <Sample title="Tree, facts, history">
        <div className="grid grid-cols-2 gap-6 phone:grid-cols-1">
          <FileTree
            label="Files"
            nodes={FILES}
            selectedId={file}
            onSelect={setFile}
            defaultOpenIds={["src"]}
            className="border-r border-line pr-2 phone:border-0"
          />
          <div className="min-w-0">
            <KeyValue
              items={[
                { key: "State", value: "regressed, by the PoC" },
                { key: "Owner", value: <Person name="Tomasz Brandt" /> },
                { key: "File", value: <code>{file}</code> },
              ]}
            />
            <Timeline
              className="mt-3"
              entries={[
                {
                  id: "1",
                  text: (
                    <span>
                      <b>Tomasz Brandt</b> took it
                    </span>
                  ),
                  time: "13:40",
                },
                {
                  id: "2",
                  text: (
                    <span>
                      <b>PoC</b> reproduces on v1.2.0
                    </span>
                  ),
                  time: "13:02",
                  tone: "bad",
                },
                {
                  id: "3",
                  text: (
                    <span>
                      <b>PoC</b> does not reproduce on v1.1.0
                    </span>
                  ),
                  time: "11 Apr",
                  tone: "ok",
                },
              ]}
            />
          </div>
        </div>
      </Sample>
      <Sample title="Steps and figures">
        <StepList
          steps={[
            { id: "1", state: "done", title: "Install and compile", detail: "10 contracts, solc 0.8.28", end: "16 s" },
            { id: "2", state: "part", title: "PoCs and invariants", detail: "18 of 22 ran", end: "18 s" },
            { id: "3", state: "none", title: "Match and merge" },
          ]}
        />
        <Figures
          className="mt-4"
          items={[
            { id: "new", label: "New", value: 2, note: "1 medium, 1 info" },
            { id: "back", label: "Regressed", value: 1, note: "F-2, by its PoC", tone: "bad" },
            { id: "held", label: "Held", value: 2, note: "needs a person", tone: "warn" },
          ]}
        />
      </Sample>
      <Sample title="Bars and tabs with content">
        <BarChart
          label="Open by severity"
          items={[
            { id: "c", label: <Level step={4} word="Critical" />, value: 1, tone: "level-4" },
            { id: "h", label: <Level step={3} word="High" />, value: 3, tone: "level-3" },
            { id: "l", label: <Level step={1} word="Low" />, value: 8, tone: "level-1" },
          ]}
        />
        <Tabs
          className="mt-3"
          label="Scan"
          listClassName="px-0 phone:px-0"
          contentClassName="pt-3"
          tabs={[
            { value: "log", label: "Log", content: "Lines of the log stand here." },
            { value: "problems", label: "Problems", count: 4, content: "Four lines that want a look." },
          ]}
        />
      </Sample>
    </>
  );
}
