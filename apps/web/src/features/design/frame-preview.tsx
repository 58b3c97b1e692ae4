import {
  BlindLine,
  Button,
  Divider,
  IconButton,
  KeyValue,
  Level,
  type LevelStep,
  Mark,
  PageHeader,
  Person,
  Progress,
  Section,
  SideSection,
  Split,
  Table,
  Tag,
  Td,
  Th,
  Tr,
  WhyLink,
} from "@redoubt/ui";
import { Bell, FileText, GitCommitHorizontal } from "lucide-react";
import { AppFrame, type FrameData } from "#features/frame/index.ts";

const DATA: FrameData = {
  user: { name: "Ines Kovač", email: "ines@meridian.example" },
  organizations: [
    { slug: "design", name: "Meridian Labs" },
    { slug: "harbor", name: "Harbor Lend" },
  ],
  organization: { slug: "design", name: "Meridian Labs" },
  openFindings: 16,
  projects: [
    { slug: "vault", name: "Meridian Vault" },
    { slug: "base", name: "Vault on Base" },
  ],
  project: {
    slug: "vault",
    name: "Meridian Vault",
    stages: [
      { stage: "develop", state: "part", open: 11 },
      { stage: "test", state: "block", open: 2, urgent: true },
    ],
  },
  mayCreateProject: true,
  ribbon: "demo, made by real runs on this machine at 14:03",
};

const ROWS: { id: string; title: string; step: LevelStep; word: string; age: string }[] = [
  { id: "F-2", title: "Pool price wins over the feed", step: 4, word: "Critical", age: "2 h" },
  { id: "F-8", title: "Delay can be set to zero", step: 3, word: "High", age: "9 mo" },
  { id: "F-15", title: "Insolvent position cannot be closed", step: 3, word: "High", age: "9 mo" },
  { id: "F-21", title: "Block number narrowed to 64 bits", step: 2, word: "Medium", age: "4 d" },
  { id: "F-26", title: "Custom error in place of a string", step: 0, word: "Info", age: "5 d" },
];

/** The frame with a page in it, on sample data. */
export function FramePreview() {
  return (
    <AppFrame
      data={DATA}
      jobs={
        <span className="flex items-center gap-2 text-12 whitespace-nowrap text-ink-2 phone:hidden">
          Scan 14 <Progress value={0.8} label="Scan 14" className="w-12" /> 80 %
        </span>
      }
      notifications={
        <IconButton label="Notifications, 2 new" dot>
          <Bell aria-hidden="true" />
        </IconButton>
      }
    >
      <PageHeader
        title="Meridian Vault"
        meta={
          <>
            <Tag tone="outline">Protocol</Tag>
            <GitCommitHorizontal aria-hidden="true" />
            v1.2.0 <code>e41a7c2</code>
            <Divider />
            $1.0M held, demo chain
          </>
        }
        actions={
          <Button>
            <FileText aria-hidden="true" />
            Risk report
          </Button>
        }
      />
      <Split
        sideLabel="Decision"
        side={
          <>
            <SideSection title="Decision">
              <KeyValue
                items={[
                  {
                    key: "State",
                    value: (
                      <>
                        regressed, by the PoC <WhyLink href="#why">why</WhyLink>
                      </>
                    ),
                  },
                  { key: "Owner", value: <Person name="Tomasz Brandt" /> },
                  { key: "Due", value: "Mon 16 Nov, 3 d 22 h left" },
                ]}
              />
              <div className="mt-2 flex gap-1.5">
                <Button variant="primary" className="flex-1">
                  Confirm
                </Button>
                <Button className="flex-1">Start fix</Button>
              </div>
            </SideSection>
            <SideSection title="Same finding, because">
              <p className="text-12 text-ink-2">
                Line 61 to 84 to 64: context hash equal, code moved in v1.1.0 and back.
              </p>
            </SideSection>
          </>
        }
      >
        <Section title="Open findings" note="by reachable money" flush>
          <Table label="Open findings">
            <thead>
              <tr>
                <Th className="w-16" hideLabel>
                  Number
                </Th>
                <Th>Finding</Th>
                <Th className="w-36">Severity</Th>
                <Th className="w-28 phone:hidden">PoC</Th>
                <Th numeric className="phone:hidden">
                  Age
                </Th>
              </tr>
            </thead>
            <tbody>
              {ROWS.map((row, index) => (
                <Tr key={row.id} selected={index === 0}>
                  <Td className="whitespace-nowrap text-ink-3">{row.id}</Td>
                  <Td>{row.title}</Td>
                  <Td>
                    <Level step={row.step} word={row.word} />
                  </Td>
                  <Td className="phone:hidden">
                    <Mark kind={index < 3 ? "failed" : "missing"} />
                  </Td>
                  <Td numeric className="phone:hidden">
                    {row.age}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Section>
      </Split>
      <BlindLine title="What this page cannot see" actions={<WhyLink href="#blind">6 blind spots</WhyLink>}>
        Phones and laptops of the signers. Anything on Base, nothing watches it yet.
      </BlindLine>
    </AppFrame>
  );
}
