"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import { cn } from "../cn.ts";
import { useFieldControl } from "../field.tsx";
import type { SelectOption, SelectProps } from "../select.tsx";

/** The list with its control, once it was reached for. */
export function SelectWindow(props: SelectProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { options = [], groups = [], size = "md", bare, label, placeholder, className, id, ...root } = props;
  const { required, ...field } = useFieldControl({ id, required: props.required });
  // The list is not there before the page is taken over: the words of what is chosen must be.
  const all = [...options, ...groups.flatMap((group) => group.options)];
  const chosen = root.value === undefined ? undefined : all.find(({ value }) => value === root.value)?.label;
  return (
    <Radix.Root {...root} required={required}>
      <Radix.Trigger
        {...field}
        aria-label={label}
        data-invalid={field["aria-invalid"]}
        className={cn(bare ? "btn btn-ghost" : "in", size === "lg" && "in-lg", className)}
      >
        <span className="min-w-0 flex-1 truncate text-left">
          <Radix.Value placeholder={placeholder}>{chosen}</Radix.Value>
        </span>
        <Radix.Icon asChild>
          <ChevronDown aria-hidden="true" className="size-3.5 text-ink-3" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="float z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden p-1"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Option key={option.value} option={option} />
            ))}
            {groups.map((group) => (
              <Radix.Group key={group.heading}>
                <Radix.Label className="px-2 pt-2 pb-0.5 text-12 text-ink-3">{group.heading}</Radix.Label>
                {group.options.map((option) => (
                  <Option key={option.value} option={option} />
                ))}
              </Radix.Group>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Option({ option }: { option: SelectOption }) {
  return (
    <Radix.Item
      value={option.value}
      disabled={option.disabled}
      textValue={option.text}
      className="relative flex min-h-control flex-col justify-center rounded-2 py-1 pr-8 pl-2 outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-selected"
    >
      <Radix.ItemText>{option.label}</Radix.ItemText>
      {option.description && <span className="max-w-80 text-12 text-ink-3">{option.description}</span>}
      <Radix.ItemIndicator className="absolute inset-y-0 right-2 grid place-items-center">
        <Check aria-hidden="true" className="size-3.5" />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
