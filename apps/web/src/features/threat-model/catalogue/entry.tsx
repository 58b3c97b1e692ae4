import { Disclosure } from "@redoubt/ui";
import type { ReactNode } from "react";

export interface EntryProps {
  readonly id: string;
  readonly title: string;
  readonly tags?: ReactNode;
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

/** One entry of the catalogue: its name, and all of it when it is opened. */
export function Entry({ id, title, tags, end, children }: EntryProps) {
  return (
    <li id={id} className="scroll-mt-4 border-t border-line px-6 py-1 phone:px-4">
      <Disclosure
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
            <span className="min-w-0 wrap-anywhere">
              <span className="text-ink-3 tabular-nums">{id}</span>{" "}
              <span className="font-medium text-ink">{title}</span>
            </span>
            {tags}
          </span>
        }
        end={end}
      >
        <div className="max-w-[860px] pt-1 pb-3 pl-5.5 phone:pl-0">{children}</div>
      </Disclosure>
    </li>
  );
}
