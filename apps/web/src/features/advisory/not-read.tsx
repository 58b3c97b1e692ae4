import type { Inventory } from "@redoubt/domain/advisory";
import { Disclosure } from "@redoubt/ui";
import { countWords } from "./words.ts";

/** What of the lock files is not in the list, and why. */
export function NotRead({ inventory }: { inventory: Inventory }) {
  const notices = [
    ...inventory.notices,
    ...inventory.manifests.flatMap(({ path, notices: own }) =>
      own.map((notice) => (notice.startsWith(path) ? notice : `${path}: ${notice}`)),
    ),
  ];
  if (notices.length === 0) return null;
  return (
    <Disclosure className="px-6 pb-2 phone:px-4" title={`${countWords(notices.length, "remark")}: what was not read`}>
      <ul className="list-disc pb-2 pl-8 text-ink-2 wrap-anywhere">
        {notices.map((notice) => (
          <li key={notice}>{notice}</li>
        ))}
      </ul>
    </Disclosure>
  );
}
