import { signInAs, STORY_MS, storyEnds, test } from "./support.ts";

test("the demo tells its story to the end", async ({ page }) => {
  test.setTimeout(STORY_MS);
  await signInAs(page, "lead");
  await storyEnds(page);
});
