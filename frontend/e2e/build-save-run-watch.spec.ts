import { expect, test } from "@playwright/test";
import { addByKeys, nameWorkflow, recordTasks, run, saveAndWaitUntilReady, signIn, task } from "./actions";

test("draw three tasks, fix a problem, save, run, watch, read, edit and run again", async ({ page }) => {
  const name = `Journey ${Date.now()}`;
  await signIn(page);
  await page.getByRole("link", { name: "New workflow" }).click();

  await test.step("draw three tasks", async () => {
    await nameWorkflow(page, name);
    await addByKeys(page, "Generate table");
    await addByKeys(page, "Filter rows");
    await addByKeys(page, "Log message");
    await expect(page.locator(".react-flow__edge")).toHaveCount(2);
    // Adding beside a task has already given it the table it needs.
    await task(page, "Filter rows").click();
    await expect(page.getByText("Generate table · table")).toBeVisible();
  });

  await test.step("bind an output with two clicks", async () => {
    await task(page, "Log message").click();
    await page.getByRole("button", { name: "Use an output for Repeat" }).click();
    await page.getByRole("option", { name: /Filter rows · rows/ }).click();
    await expect(page.getByText("Filter rows · rows")).toBeVisible();
    await expect(page.getByText("rows", { exact: true }).first()).toBeVisible();
  });

  await test.step("a problem has a place, and the keyboard goes there", async () => {
    await expect(page.getByRole("button", { name: /1 problem/ })).toBeVisible();
    await page.getByRole("heading", { name: "Log message" }).click();
    await page.keyboard.press("F8");
    const column = page.getByRole("textbox", { name: "Column", exact: true });
    await expect(column).toBeFocused();
    await column.fill("units");
    await expect(page.getByRole("button", { name: /1 problem/ })).toBeHidden();
    await page.getByRole("combobox", { name: "Comparison" }).selectOption("at least");
    await page.getByRole("textbox", { name: "Value", exact: true }).fill("10");
  });

  await test.step("save and watch the steps", () => saveAndWaitUntilReady(page, 1));

  await test.step("run and watch the states change without reloading", async () => {
    const shown = await recordTasks(page);
    await run(page);
    await expect(task(page, "Log message")).toContainText("success", { timeout: 120_000 });
    await expect(page.getByRole("banner").getByText("success")).toBeVisible({ timeout: 60_000 });
    // A task may be over between two looks at Airflow; the run of three one after the other may not.
    const between = (await shown()).filter(
      (tasks) =>
        Object.values(tasks).some((words) => words.includes("success")) &&
        !Object.values(tasks).every((words) => words.includes("success")),
    );
    expect(between).not.toHaveLength(0);
  });

  await test.step("read the log", async () => {
    await task(page, "Log message").click();
    await page.getByRole("tab", { name: "Log" }).click();
    await expect(page.getByRole("log").getByText("Hello from Domino").first()).toBeVisible();
  });

  await test.step("look at a rendered table", async () => {
    await task(page, "Filter rows").click();
    await page.getByRole("tab", { name: /Results/ }).click();
    await expect(page.getByRole("columnheader", { name: "units" })).toBeVisible();
    await expect(page.getByText(/\d+ rows/).first()).toBeVisible();
  });

  await test.step("edit again, save version 2, run again", async () => {
    await page.getByRole("link", { name: "Edit" }).click();
    await task(page, "Log message").click();
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("The second version");
    await saveAndWaitUntilReady(page, 2);
    await run(page);
    await expect(task(page, "Log message")).toContainText("success", { timeout: 120_000 });
    await task(page, "Log message").click();
    await expect(page.getByRole("log").getByText("The second version").first()).toBeVisible();
    await expect(page.getByText(/v2 · started by hand/)).toBeVisible();
  });
});
