import { expect, it } from "vitest";
import { aiShareOf } from "./author-labels.ts";

const work = (author: string, added: number, ...labels: string[]) => ({ author, added, labels });

it("counts added lines by who the history says wrote them", () => {
  expect(
    aiShareOf([
      work("Ada <ada@example.org>", 60),
      work("Ada <ada@example.org>", 20, "Claude <noreply@anthropic.com>"),
      work("Copilot <198982749+Copilot@users.noreply.example>", 20),
    ]),
  ).toBe(40);
  expect(aiShareOf([work("Ada <ada@example.org>", 3)])).toBe(0);
});

it("takes neither a bot that raises versions nor a person's name for a program", () => {
  expect(aiShareOf([work("dependabot[bot] <support@example.org>", 10), work("Claudette <c@example.org>", 10)])).toBe(0);
});

it("says nothing of nothing", () => {
  expect(aiShareOf([])).toBeNull();
  expect(aiShareOf([work("Ada <ada@example.org>", 0)])).toBeNull();
});
