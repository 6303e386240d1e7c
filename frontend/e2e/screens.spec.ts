import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { signIn, task } from "./actions";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing serious on any screen", async ({ page }) => {
      await page.goto("/sign-in");
      await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
      await expectAccessible(page, "sign in");
      await signIn(page);
      const first = page.getByRole("row").nth(1).getByRole("link").first();
      await expect(first).toBeVisible();
      await expectAccessible(page, "workflows");

      await first.click();
      await expect(page.locator(".react-flow__node").first()).toBeVisible();
      await expectAccessible(page, "editor");
      await page.locator(".react-flow__node").last().click();
      await expect(page.getByRole("tab", { name: "Inputs" })).toBeVisible();
      await expectAccessible(page, "editor with a task");
      await page.getByRole("tab", { name: "Options" }).click();
      await expectAccessible(page, "options");
      await page.getByRole("tab", { name: "Docs" }).click();
      await expectAccessible(page, "docs");
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("combobox", { name: "Search and actions" })).toBeFocused();
      await expectAccessible(page, "search and actions");
      await page.keyboard.press("Escape");

      await page.getByRole("button", { name: "Run", exact: true }).click();
      await page.waitForURL("**/runs/*");
      await expect(page.getByRole("banner").getByText("success")).toBeVisible({ timeout: 180_000 });
      await expectAccessible(page, "run");
      for (const tab of ["Output", /Results/, "Inputs"]) {
        await page.getByRole("tab", { name: tab }).click();
        await expectAccessible(page, `run, ${tab}`);
      }
      await page.getByRole("tab", { name: /Tasks/ }).click();
      await expectAccessible(page, "run, tasks");

      for (const place of ["/runs", "/operators", "/settings", "/workflows/new"]) {
        await page.goto(place);
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
        await expectAccessible(page, place);
      }
      await page.goto("/operators");
      await page.getByRole("link", { name: /Filter rows/ }).click();
      await expect(page.getByRole("heading", { name: "Its form" })).toBeVisible();
      await expectAccessible(page, "operator");
      await page.getByRole("main").getByRole("link").first().click();
      await expect(page.getByRole("heading", { name: "Dependency groups" })).toBeVisible();
      await expectAccessible(page, "repository");
    });
  });
}

test("build a workflow with the keyboard alone", async ({ page }) => {
  await signIn(page);
  await page.goto("/workflows/new");
  await expect(page.getByText("Add the first task")).toBeVisible();
  const press = (keys: string) => page.keyboard.press(keys);

  await press("/");
  for (const operator of ["generate table", "wait", "log message"]) {
    await page.keyboard.type(operator);
    await press("Enter");
  }
  await expect(page.locator(".react-flow__node")).toHaveCount(3);
  await expect(page.locator(".react-flow__edge")).toHaveCount(2);
  await press("Escape");

  await test.step("walk along the graph and connect two tasks that exist", async () => {
    await press("ArrowLeft");
    await press("ArrowLeft");
    await expect(task(page, "Generate table")).toBeFocused();
    await press("c");
    await expect(page.getByRole("combobox", { name: /^Connect / })).toBeFocused();
    await page.keyboard.type("log");
    await press("Enter");
    await expect(page.locator(".react-flow__edge")).toHaveCount(3);
  });

  await test.step("a circle is refused, with the reason", async () => {
    await press("c");
    await expect(page.getByRole("combobox", { name: /^Connect / })).toBeFocused();
    await page.keyboard.type("generate");
    await expect(page.getByRole("option", { name: /circle/ })).toBeVisible();
    await press("Enter");
    await press("Escape");
    await expect(page.locator(".react-flow__edge")).toHaveCount(3);
  });

  await test.step("rename, delete, undo and redo", async () => {
    await press("F2");
    await page.keyboard.type("Say it");
    await press("Enter");
    await expect(task(page, "Say it")).toBeVisible();
    await task(page, "Say it").focus();
    await press("Delete");
    await expect(page.locator(".react-flow__node")).toHaveCount(2);
    await press("Control+z");
    await expect(page.locator(".react-flow__node")).toHaveCount(3);
    await expect(page.locator(".react-flow__edge")).toHaveCount(3);
    await press("Control+Shift+z");
    await expect(page.locator(".react-flow__node")).toHaveCount(2);
  });

  await test.step("duplicates never land on others", async () => {
    await press("Control+a");
    await press("Control+d");
    await expect(page.locator(".react-flow__node")).toHaveCount(4);
    const boxes = await page
      .locator(".react-flow__node")
      .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON()));
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        expect(Math.abs(a.x - b.x) >= a.width || Math.abs(a.y - b.y) >= a.height).toBe(true);
      }
    }
  });
});

test("unsaved work survives a reload", async ({ page }) => {
  await signIn(page);
  await page.goto("/workflows/new");
  await page.getByRole("button", { name: "Add Wait" }).click();
  await expect(task(page, "Wait")).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("domino.unsaved.new"))).toContain("Wait");
  await page.reload();
  await expect(task(page, "Wait")).toBeVisible();
});
