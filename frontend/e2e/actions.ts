/** What people do on the page, in their words. */
import { expect, type Locator, type Page } from "@playwright/test";
import { platform } from "./platform";

export async function signIn(page: Page): Promise<void> {
  const { email, password } = platform();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
}

/** A task on the canvas, by the title it shows. */
export const task = (page: Page, title: string): Locator =>
  page.locator(".react-flow__node").filter({ has: page.getByText(title, { exact: true }) });

/** Add an operator by typing: it goes beside the selected task and is joined to it. */
export async function addByKeys(page: Page, operator: string): Promise<void> {
  const search = page.getByRole("searchbox", { name: "Find an operator" });
  await search.focus();
  await page.keyboard.type(operator);
  await page.keyboard.press("Enter");
  await expect(task(page, operator)).toBeVisible();
}

export async function nameWorkflow(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: "Name of the workflow" }).fill(name);
}

/** Save with the keyboard and watch the steps until exactly this version can run. */
export async function saveAndWaitUntilReady(page: Page, version: number): Promise<void> {
  await page.keyboard.press("Control+s");
  await expect(page.getByText(`v${version} · saved`)).toBeVisible();
  const stages = page.getByRole("list", { name: "From saved to runnable" });
  await expect(stages.getByText("registered")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText("Ready to run")).toBeAttached();
}

/** Start the open workflow and arrive at its run. */
export async function run(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.waitForURL("**/runs/*");
}

/**
 * What the tasks on the page show, from now on, each time it changes: task → its words. The page itself keeps the record, so no state
 * is missed because it was short, and a reload loses it.
 */
export async function recordTasks(page: Page): Promise<() => Promise<Record<string, string>[]>> {
  await page.evaluate(() => {
    const record: Record<string, string>[] = [];
    const look = () => {
      const nodes = [...document.querySelectorAll<HTMLElement>(".react-flow__node")];
      const shown = Object.fromEntries(nodes.map((node) => [node.dataset.id ?? "", node.textContent ?? ""]));
      if (JSON.stringify(shown) !== JSON.stringify(record.at(-1))) record.push(shown);
    };
    new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { shownTasks: record });
  });
  return () => page.evaluate(() => (window as unknown as { shownTasks: Record<string, string>[] }).shownTasks);
}
