"use client";
import {
  Button,
  Checkbox,
  CopyButton,
  Field,
  FieldSet,
  IconButton,
  Input,
  Kbd,
  LinkButton,
  RadioGroup,
  SearchInput,
  Select,
  Switch,
  Textarea,
  Tooltip,
} from "@redoubt/ui";
import { Ellipsis, Play } from "lucide-react";
import { useState } from "react";
import { Row, Sample } from "./sample.tsx";

/** Buttons and inputs. */
export function ControlSections() {
  const [search, setSearch] = useState("");
  const [some, setSome] = useState<boolean | "indeterminate">("indeterminate");
  return (
    <>
      <Sample title="Buttons">
        <Row>
          <Button variant="primary">Open gate</Button>
          <Button>
            <Play aria-hidden="true" />
            Run scan
          </Button>
          <Button variant="ghost">Discard</Button>
          <Button variant="danger">Cancel scan</Button>
          <Button variant="danger-fill">Reject release</Button>
          <Button variant="primary">
            Confirm<Kbd>1</Kbd>
          </Button>
        </Row>
        <Row>
          <Button disabled>Not allowed</Button>
          <Button busy>Simulating</Button>
          <LinkButton href="#top">A link</LinkButton>
          <Tooltip text="More, with a word of help">
            <IconButton label="More">
              <Ellipsis aria-hidden="true" />
            </IconButton>
          </Tooltip>
          <CopyButton text="e41a7c2" label="Copy the commit" />
          <IconButton label="Notifications, something is new" dot>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </Row>
        <Row>
          <Button size="lg" variant="primary">
            Hand to signer
          </Button>
          <Button size="lg">It failed</Button>
          <span className="text-12 text-ink-3">36 px where seconds count, 44 px on a phone</span>
        </Row>
      </Sample>
      <Sample title="Inputs">
        <div className="grid grid-cols-2 gap-x-4 gap-y-3 phone:grid-cols-1">
          <Field label="Name" help="As people will call it.">
            <Input defaultValue="Meridian Vault" />
          </Field>
          <Field label="Group by">
            <Select
              defaultValue="threat"
              options={[
                { value: "threat", label: "Threat" },
                { value: "file", label: "File" },
                { value: "function", label: "Function", description: "The enclosing function in the source" },
                { value: "none", label: "Nothing", disabled: true },
              ]}
            />
          </Field>
          <Field label="Reason" error="A reason is needed above low severity." required>
            <Input placeholder="Why it is acceptable" />
          </Field>
          <Field label="Search" hideLabel className="self-end">
            <SearchInput
              label="Number, name or path"
              value={search}
              onValueChange={setSearch}
              trailing={<Kbd>/</Kbd>}
            />
          </Field>
          <Field label="Comment" className="col-span-full">
            <Textarea rows={2} placeholder="Comment, or @ to ask" />
          </Field>
          <Field label="Path" aside="not changed">
            <Input mono disabled defaultValue="~/src/harbor-lend" />
          </Field>
        </div>
        <Row className="gap-5">
          <Checkbox label="Required" defaultChecked />
          <Checkbox label="Some" checked={some} onCheckedChange={setSome} />
          <Checkbox label="Off" />
          <Switch label="Follow" defaultChecked />
          <Switch label="Page" />
        </Row>
        <FieldSet legend="Mode" className="mt-3">
          <RadioGroup
            inline
            label="Mode"
            defaultValue="propose"
            options={[
              { value: "propose", label: "Propose" },
              { value: "execute", label: "Execute" },
            ]}
          />
        </FieldSet>
      </Sample>
    </>
  );
}
