"use client";
import {
  Button,
  Callout,
  CommandPalette,
  Dialog,
  DialogClose,
  Disclosure,
  Drawer,
  DropdownMenu,
  EmptyState,
  Field,
  Input,
  Loading,
  Mark,
  MenuCheckbox,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  notify,
  notifyProblem,
  Popover,
  Skeleton,
  TextLink,
  WhyButton,
} from "@redoubt/ui";
import { BookOpen, Play, Shield, Zap } from "lucide-react";
import { useState } from "react";
import { Row, Sample } from "./sample.tsx";

/** What floats, what failed, what is not there yet. */
export function FloatingSections() {
  const [palette, setPalette] = useState(false);
  const [search, setSearch] = useState("");
  const [closed, setClosed] = useState(true);
  const done = () => setPalette(false);
  return (
    <>
      <Sample title="Dialog, drawer, palette, menu, popover">
        <Row>
          <Dialog
            trigger={<Button>Waive a condition</Button>}
            title="Waive one condition of the gate"
            description="No high finding may be open on v1.2.1. One is: F-15. A waiver ends by itself and needs someone other than you."
            footnote="Amara Osei will be asked"
            footer={
              <>
                <DialogClose>
                  <Button>Keep gate shut</Button>
                </DialogClose>
                <DialogClose>
                  <Button variant="primary">Ask for waiver</Button>
                </DialogClose>
              </>
            }
          >
            <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
              <Field label="Reason" required>
                <Input defaultValue="No position near its limit" />
              </Field>
              <Field label="Ends">
                <Input defaultValue="20 Nov 2026, 18:00 UTC" />
              </Field>
            </div>
          </Dialog>
          <Drawer trigger={<Button>Open drawer</Button>} title="Further charts">
            <p className="p-5">What does not fit beside the list.</p>
          </Drawer>
          <Button onClick={() => setPalette(true)}>Open palette</Button>
          <DropdownMenu trigger={<Button>More</Button>}>
            <MenuLabel>Finding</MenuLabel>
            <MenuItem icon={<Play aria-hidden="true" />} end="R" onSelect={() => undefined}>
              Run again
            </MenuItem>
            <MenuCheckbox checked={closed} onCheckedChange={setClosed}>
              Show closed
            </MenuCheckbox>
            <MenuSeparator />
            <MenuItem danger onSelect={() => undefined}>
              Remove
            </MenuItem>
          </DropdownMenu>
          <Popover label="Why the sign-off is stale" trigger={<WhyButton>why stale</WhyButton>}>
            <div className="flex items-center gap-2 font-medium">
              <Mark kind="stale" />
              The sign-off for T-2 is stale
            </div>
            <p className="mt-1.5 mb-2.5 text-ink-2">
              Signed for <code>b7e20fa</code>. withdrawCollateral changed in <code>e41a7c2</code>.
            </p>
            <Row className="gap-3">
              <Button>Ask for review</Button>
              <TextLink href="#changed" className="text-12">
                Show the 14 changed lines
              </TextLink>
            </Row>
          </Popover>
        </Row>
        <Row>
          <Button
            onClick={() =>
              notify("F-7 resolved, its PoC no longer reproduces", {
                icon: <Mark kind="demonstrated" />,
                action: { label: "Undo", onAction: () => undefined },
              })
            }
          >
            Say what was done
          </Button>
          <Button
            onClick={() => notifyProblem("The decision was not saved", { detail: "Request req_7f2c91. Try again." })}
          >
            Say what failed
          </Button>
        </Row>
        <CommandPalette
          open={palette}
          onOpenChange={setPalette}
          search={search}
          onSearchChange={setSearch}
          groups={[
            {
              heading: "Actions",
              items: [
                {
                  id: "pause",
                  label: "Pause MeridianVault, prepare transaction",
                  icon: <Zap aria-hidden="true" />,
                  hint: "needs 2 signers",
                  onSelect: done,
                },
                {
                  id: "drill",
                  label: "Run drill: pause under RB-1",
                  icon: <Play aria-hidden="true" />,
                  hint: "local chain",
                  onSelect: done,
                },
              ],
            },
            {
              heading: "Found",
              items: [
                {
                  id: "rb",
                  label: "RB-1 step 4, pause the vault",
                  icon: <BookOpen aria-hidden="true" />,
                  hint: "runbook",
                  onSelect: done,
                },
                {
                  id: "c8",
                  label: "C-8 Guardian can pause within 10 min",
                  icon: <Shield aria-hidden="true" />,
                  hint: "control of T-3",
                  onSelect: done,
                },
              ],
            },
          ]}
        />
      </Sample>
      <Sample title="Problems and loading">
        <div className="grid gap-3">
          <Callout title="The chain source did not answer" actions={<Button>Try again</Button>}>
            Base, endpoint 2 of 2, timeout after 10 s. Endpoint 1 still reads, alerts are not confirmed. Request{" "}
            <code>req_7f2c91</code>
          </Callout>
          <Callout
            tone="warn"
            title="2 closings are held"
            icon={<Mark kind="stale" />}
            actions={<Button>Review 2</Button>}
          >
            solhint dropped rule <code>reentrancy</code> from its defaults. Nobody looked for these, so they stay open.
          </Callout>
          <Callout tone="note" title="Nothing here is run before you press Scan" />
          <Loading label="Loading the finding" className="grid gap-2.5 py-2">
            <Skeleton width="38%" className="h-3.5" />
            <Skeleton width="92%" />
            <Skeleton width="61%" />
          </Loading>
          <Disclosure title="126 in dependencies, folded" end="show">
            <p className="pb-2 pl-5 text-ink-2">They are scanned, and open here.</p>
          </Disclosure>
        </div>
      </Sample>
      <Sample title="Empty state" wide>
        <EmptyState
          className="px-0 py-4 phone:px-0"
          title="No code yet"
          steps={[
            { id: "1", state: "done", title: "The project exists", detail: "Meridian Vault, of Meridian Labs." },
            {
              id: "2",
              state: "part",
              title: "Connect its source",
              detail: "A repository, an archive or a folder. Nothing is run before you press Scan.",
              end: <Button variant="primary">Add code</Button>,
            },
            { id: "3", state: "none", title: "Scan it", detail: "Six scanners in a sandbox without network." },
          ]}
          footnote="Findings from elsewhere come in as SARIF."
        >
          Findings, PoCs and the report all stand on a revision of the code.
        </EmptyState>
      </Sample>
    </>
  );
}
