import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { Page } from "@playwright/test";
import {
  checkScreen,
  choose,
  DEMO,
  expect,
  fresh,
  invite,
  join,
  makeProject,
  rowOf,
  signInAs,
  test,
} from "./support.ts";

const NOTIFICATIONS = `${DEMO.organization}/notification`;
const CHANNELS = `${DEMO.organization}/settings/channel`;

/** A system of ours that takes webhooks, on this machine. */
async function receiver() {
  const requests: { headers: Record<string, unknown>; body: string }[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      requests.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://localhost:${port}/redoubt`,
    requests,
    answer: (next: number) => {
      status = next;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Records a finding by hand, for somebody when a name is given. */
async function record(page: Page, project: string, title: string, severity: string, owner?: string): Promise<void> {
  await page.goto(`${project}/finding/new`);
  const form = page.getByRole("form", { name: "Record a finding" });
  await form.getByLabel("Title").fill(title);
  await choose(page, form.getByRole("combobox", { name: "Severity" }), severity);
  if (owner !== undefined) await choose(page, form.getByRole("combobox", { name: "Owner" }), owner);
  await form.getByLabel("Description").fill("Anyone may call it.");
  await form.getByRole("button", { name: "Record" }).click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
}

test("a channel is added, tried, told what is severe, and switched off when its end point is gone", async ({
  page,
}) => {
  const hook = await receiver();
  const name = fresh("Security");
  await signInAs(page, "lead");
  const harbor = fresh("Harbor");
  const project = await makeProject(page, harbor);
  await page.goto(CHANNELS);
  await checkScreen(page, "channels");
  await page.getByRole("link", { name: "Add a channel" }).click();
  await expect(page.getByRole("heading", { name: "Add a channel" })).toBeVisible();
  await checkScreen(page, "new channel");

  await page.getByRole("radio", { name: "Webhook", exact: true }).click();
  await page.getByLabel("Address").fill(hook.url);
  await page.getByLabel("Name").fill(name);
  await choose(page, page.getByRole("combobox", { name: "Findings from" }), "All");
  // Of this project alone: what happens in others meanwhile is not told here.
  await page.getByRole("radio", { name: "Some of them" }).click();
  await page.getByRole("checkbox", { name: harbor }).click();
  await page.getByRole("button", { name: "Add the channel" }).click();
  const key = await page.getByLabel("Signing key").inputValue();
  expect(key).toMatch(/^whsec_/);
  await checkScreen(page, "channel added");
  await page.getByRole("link", { name: `Open ${name}` }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  // The key was shown once.
  await expect(page.getByText(key)).toHaveCount(0);

  await page.getByRole("button", { name: "Send a test message" }).click();
  await expect(page.getByText("answered 204").first()).toBeVisible();
  const log = page.getByRole("table", { name: "Delivery log" });
  await expect(rowOf(page, "Delivery log", "Test message from Redoubt")).toContainText("sent");
  await checkScreen(page, "channel");
  const [received] = hook.requests;
  const signed = `${String(received?.headers["webhook-id"])}.${String(received?.headers["webhook-timestamp"])}.${received?.body}`;
  const secret = Buffer.from(key.slice("whsec_".length), "base64");
  expect(received?.headers["webhook-signature"]).toBe(
    `v1,${createHmac("sha256", secret).update(signed).digest("base64")}`,
  );

  // Another host gets another key, whatever changes on the page meanwhile.
  await page.getByText("Change where it leads").click();
  await page.getByLabel("Address").fill(hook.url.replace("localhost", "127.0.0.1"));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Channel saved")).toBeVisible();
  expect(await page.getByLabel("Signing key").inputValue()).not.toBe(key);
  await page.getByRole("button", { name: "I have it" }).click();
  await page.getByText("Change where it leads").click();
  await page.getByLabel("Address").fill(hook.url);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "I have it" }).click();

  // Somebody records a finding and confirms it: the channel is told once, with a link that opens it.
  const title = fresh("Anyone drains the pool");
  await record(page, project, title, "Critical");
  await page
    .getByRole("button", { name: /^Confirm/ })
    .first()
    .click();
  await expect.poll(() => hook.requests.some(({ body }) => body.includes(title)), { timeout: 60_000 }).toBe(true);
  const told = JSON.parse(hook.requests.find(({ body }) => body.includes(title))?.body ?? "{}") as {
    data: { url: string };
  };
  await page.goto(told.data.url);
  await expect(page.getByRole("heading", { name: title })).toBeVisible();

  // The end point is gone: the channel is switched off, and the inbox says so.
  hook.answer(410);
  await page.goto(CHANNELS);
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Send a test message" }).click();
  await expect(page.getByText("This channel is switched off")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send a test message" })).toBeDisabled();
  await checkScreen(page, "channel, switched off");
  await page.goto(NOTIFICATIONS);
  await expect(rowOf(page, "Notifications", `The channel ${name} was switched off`)).toBeVisible();

  hook.answer(204);
  await page.getByRole("link", { name: `The channel ${name} was switched off` }).click();
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect(page.getByText("This channel is switched off")).toHaveCount(0);
  const before = hook.requests.length;
  await log.getByRole("button", { name: "Send again: Test message from Redoubt" }).last().click();
  await expect.poll(() => hook.requests.length).toBe(before + 1);
  // Known by its id: a receiver that has it drops it.
  expect(hook.requests.at(-1)?.headers["webhook-id"]).toBe(received?.headers["webhook-id"]);

  await page.getByRole("button", { name: "Remove the channel" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
  await hook.close();
});

test("a person says what they want to be sent, and sees what that would have been", async ({
  page,
  browser,
  console,
}) => {
  await signInAs(page, "lead");
  const link = await invite(page, "Developer");
  const project = await makeProject(page, fresh("Quay"));
  const theirs = await (await browser.newContext()).newPage();
  console.also(theirs);
  const person = await join(theirs, link, fresh("Nadia"));

  // Something becomes theirs: in the inbox at once, and on the page of what mail would have said.
  const title = fresh("Withdraw takes no check");
  await record(page, project, title, "High", person.name);

  await theirs.getByRole("button", { name: /^Notifications/ }).click();
  await theirs.getByRole("link", { name: "All notifications" }).click();
  const row = rowOf(theirs, "Notifications", `is yours: ${title}`);
  await expect(row).toBeVisible();
  await checkScreen(theirs, "inbox");
  await row.getByRole("button", { name: /^Mark as read/ }).click();
  await expect(row.getByRole("button")).toHaveCount(0);
  await theirs.getByRole("radio", { name: "Unread" }).click();
  await expect(theirs).toHaveURL(/unread=true/);
  // Others may be there: the demo goes on meanwhile.
  await expect(row).toHaveCount(0);

  const tabs = theirs.getByRole("navigation", { name: "Notifications" });
  await tabs.getByRole("link", { name: "What I would have been sent" }).click();
  const messages = theirs.getByRole("list", { name: "Messages" });
  // Whatever else happened in the same half minute is in the same message.
  const message = messages.locator("> li").filter({ hasText: title }).filter({ hasText: "It is yours." });
  await message.locator("summary").click();
  await expect(message.getByRole("link", { name: title })).toBeVisible();
  await expect(message.getByText("It is yours.").first()).toBeVisible();
  await checkScreen(theirs, "what I would have been sent");

  await tabs.getByRole("link", { name: "Settings" }).click();
  await expect(theirs.getByText("People of the demo are sent no mail")).toBeVisible();
  await checkScreen(theirs, "notification settings");
  await choose(theirs, theirs.getByRole("combobox", { name: "Yours" }), "Never");
  await theirs.getByLabel("Digest at").fill("07:30");
  await theirs.getByLabel("Time zone").fill("Nowhere/Land");
  console.tolerate(/status of 400/);
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByText("is no time zone")).toBeVisible();
  await theirs.getByLabel("Time zone").fill("Asia/Tokyo");
  await theirs.getByRole("switch", { name: "Quiet hours" }).click();
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByText("Settings saved")).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByLabel("Digest at")).toHaveValue("07:30");
  await expect(theirs.getByLabel("From")).toHaveValue("21:00");

  // The same week, by the new wish.
  await tabs.getByRole("link", { name: "What I would have been sent" }).click();
  await expect(rowOf(theirs, "Not sent", title).first()).toContainText("You switched this kind off");

  // A developer configures no channels.
  console.tolerate(/status of 403/);
  await theirs.goto(CHANNELS);
  await expect(theirs.getByRole("heading", { name: "Your role does not allow this" })).toBeVisible();
});
