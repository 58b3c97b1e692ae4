import { expect, test } from "vitest";
import { toDocument } from "./document.ts";

test("the page names the machine, and says of each figure whether it is met", () => {
  const common = { n: 10, ours: 2, floor: 1, load: 0.5, note: "a against b" };
  const page = toDocument(
    [
      { ...common, id: "one", ratio: 2, target: 3, ok: true },
      { ...common, id: "two", ratio: 2, difference: 1, target: 0.5, ok: false },
    ],
    { date: "2026-11-28", cores: 2, model: "some processor", memory: 24, node: "v24.0.0" },
  );
  expect(page).toContain("on 2026-11-28: 2 cores (some processor), 24 GiB, Node v24.0.0");
  expect(page).toContain("| `one` | 10 | 2 | 1 | 2 | ≤ 3 | yes | 0.5 |");
  expect(page).toContain("| `two` | 10 | 2 | 1 | 2 | 1 of ≤ 0.5 ms more | **no** | 0.5 |");
  expect(page).toContain("- `two`: a against b.");
});
