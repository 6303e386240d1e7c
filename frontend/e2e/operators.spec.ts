import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { nameWorkflow, signIn, task } from "./actions";
import { operatorRepository } from "./operatorRepository";

test("look inside a repository, install it, set its secret, upgrade it with open eyes, and be kept from removing it", async ({
  page,
}) => {
  const name = `Tools ${Date.now()}`;
  const repository = operatorRepository(name);
  await signIn(page);

  await test.step("a ref that is not there is told, and nothing typed is lost", async () => {
    await page.getByRole("link", { name: "Operators" }).click();
    await page.getByRole("link", { name: "Install a repository" }).click();
    await page.getByLabel("Git address").fill(repository.url);
    await page.getByLabel("Tag, branch or commit").fill("9.9.9");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Nothing could be fetched" })).toBeVisible();
    await expect(page.getByText(/no tag or branch 9\.9\.9/)).toBeVisible();
    await expect(page.getByLabel("Git address")).toHaveValue(repository.url);
  });

  await test.step("look inside before anything is installed", async () => {
    await page.getByLabel("Tag, branch or commit").fill("1.0.0");
    await page.getByRole("button", { name: "Look inside" }).click();
    const found = page.getByRole("region", { name: "What was found" });
    await expect(found.getByRole("heading", { name: `${name} 1.0.0` })).toBeVisible();
    await expect(found.getByText(/13 operators in 2 dependency groups; 2 images will be built/)).toBeVisible();
    await expect(found.getByText("Writes a message to the log, once or many times.")).toBeVisible();
    await expect(found.getByText(/needs LOG_KEY/)).toBeVisible();
    await expect(found.getByText(/operators run as the user who started Domino/)).toBeVisible();
    await expectAccessible(page, "a look inside");
  });

  await test.step("install it and watch the images being built", async () => {
    await page.getByRole("button", { name: "Install", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: `${name} 1.0.0` })).toBeVisible();
    await expect(page.getByRole("log").first()).toContainText(/Environment for tools-/);
    await expect(page.getByRole("log").filter({ hasText: "The environment is ready." })).toHaveCount(2, {
      timeout: 120_000,
    });
    const groups = page.getByRole("region", { name: "Dependency groups" });
    await expect(groups.getByText("ready", { exact: true })).toHaveCount(2);
    await expect(groups.getByText("an environment on this machine").first()).toBeVisible();
    await expect(groups.getByText(/^\d+(\.\d)? [kM]B$/).first()).toBeVisible();
    await expectAccessible(page, "an installed repository");
  });

  await test.step("read about an operator and try its form", async () => {
    await page.getByRole("link", { name: /^Log message/ }).click();
    await expect(page.getByRole("heading", { name: "When to use it" })).toBeVisible();
    const takes = page.getByRole("region", { name: "Takes" });
    await expect(takes.getByRole("row", { name: /Level .*one of 4.* info/ })).toBeVisible();
    const gives = page.getByRole("region", { name: "Gives" });
    await expect(gives.getByRole("row", { name: /Lines .*whole number/ })).toBeVisible();
    await page.getByRole("button", { name: "Show what the operator would receive" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("Good morning");
    await expect(page.getByRole("region", { name: "Inputs as JSON" })).toContainText('"message": "Good morning"');
    await expect(page.getByText("None yet.")).toBeVisible();
    await expectAccessible(page, "an operator");
  });

  await test.step("set its secret, which is never shown again", async () => {
    await page.getByRole("link", { name: "on its page" }).click();
    const secrets = page.getByRole("region", { name: "Secrets" });
    await expect(secrets.getByText("needed, not set")).toBeVisible();
    await secrets.getByRole("button", { name: "Set" }).click();
    await page.getByLabel("Value of LOG_KEY").fill("hush-hush");
    await page.keyboard.press("Enter");
    await expect(secrets.getByRole("button", { name: "Replace" })).toBeVisible();
    await page.reload();
    await expect(secrets.getByRole("button", { name: "Replace" })).toBeVisible();
    expect(await page.content()).not.toContain("hush-hush");
  });

  await test.step("draw a workflow with it", async () => {
    await page.goto("/workflows/new");
    await nameWorkflow(page, `Uses ${name}`);
    await page
      .getByRole("region", { name: new RegExp(name) })
      .getByRole("button", { name: "Add Log message" })
      .click();
    await expect(task(page, "Log message")).toBeVisible();
    await page.keyboard.press("Control+s");
    await expect(page.getByText("v1 · saved")).toBeVisible();
  });

  await test.step("an upgrade says what would change and what would break", async () => {
    await page.goto("/operators");
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("link", { name: "Upgrade", exact: true }).click();
    await page.getByLabel("Tag, branch or commit").fill("1.1.0");
    await page.keyboard.press("Enter");
    const changes = page.getByRole("region", { name: "What would change" });
    await expect(changes.getByRole("listitem").filter({ hasText: "Wait" }).getByText("gone")).toBeVisible();
    await expect(changes.getByText("“Channel” has to be given: text.")).toBeVisible();
    await expect(changes.getByText("1 place to mend")).toBeVisible();
    await expect(changes.getByText(/“Channel” is required/)).toBeVisible();
    await expectAccessible(page, "an upgrade");
    await changes.getByRole("button", { name: "Switch to 1.1.0" }).click();
    await expect(page.getByText("1.1.0 is what is installed.")).toBeVisible();
  });

  await test.step("a workflow that would break is left as it is", async () => {
    await page.getByRole("button", { name: "Make new version of 1 workflow" }).click();
    await expect(page.getByText("Left as it is, because a new version would not be right:")).toBeVisible();
    await page.getByRole("link", { name: "Open it in the editor" }).click();
    await expect(page.getByText("v1 · saved")).toBeVisible();
    await task(page, "Log message").click();
    await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Channel" })).toBeHidden();
  });

  await test.step("move it in the editor, mend it, and save", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Use 1.1.0" }).click();
    await expect(page.getByRole("button", { name: /1 problem/ })).toBeVisible();
    await task(page, "Log message").click();
    await page.getByRole("textbox", { name: "Channel" }).fill("ops");
    await expect(page.getByRole("button", { name: /1 problem/ })).toBeHidden();
    await page.keyboard.press("Control+s");
    await expect(page.getByText("v2 · saved")).toBeVisible();
  });

  await test.step("what is used is not removed, and who uses it is shown", async () => {
    await page.goto("/operators");
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).first().click();
    await page.getByRole("button", { name: "Remove the repository" }).click();
    const refusal = page.getByRole("alert");
    await expect(refusal.getByText("Not removed: 1 workflow in the way")).toBeVisible();
    await expectAccessible(page, "a refused removal");
    await refusal.getByRole("link", { name: `Uses ${name}` }).click();
    await expect(task(page, "Log message")).toBeVisible();
  });

  await test.step("once nothing uses it any more it goes", async () => {
    await page.getByRole("button", { name: "More about this workflow" }).click();
    await page.getByRole("menuitem", { name: "Delete the workflow" }).click();
    await page.getByRole("button", { name: "Delete workflow" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Workflows" })).toBeVisible();
    await page.goto("/operators");
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).first().click();
    await page.getByRole("button", { name: "Remove the repository" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Operators" })).toBeVisible();
    await expect(page.getByRole("link", { name, exact: true })).toBeHidden();
  });
  repository.remove();
});
