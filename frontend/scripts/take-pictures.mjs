// Takes the README's pictures from a running platform: node scripts/take-pictures.mjs (from frontend/, after `make run`).
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const PICTURES = new URL("../../docs/pictures/", import.meta.url).pathname;
const file = process.env.DOMINO_PLATFORM ?? new URL("../../.domino/platform.json", import.meta.url).pathname;
const { url, email, password } = JSON.parse(readFileSync(file, "utf8"));
const api = `${url}/api/v1`;
const FINAL = new Set(["success", "failed", "cancelled"]);

let token;
({ access_token: token } = await request("POST", "/auth/login", { email, password }));
const workspace = (await request("GET", "/workspaces")).items[0].id;
const workflows = (await request("GET", `/workspaces/${workspace}/workflows`)).items;
const opened = await Promise.all(workflows.map(({ id }) => request("GET", `/workflows/${id}`)));
const size = (workflow) => Object.keys(workflow.definition.tasks).length;
const widest = opened.reduce((most, workflow) => (size(workflow) > size(most) ? workflow : most));
const run = await request("POST", `/workflows/${widest.id}/runs`, {});

const browser = await chromium.launch({
  args: ["--no-sandbox"],
  ...(existsSync("/usr/bin/chromium") ? { executablePath: "/usr/bin/chromium" } : {}),
});
mkdirSync(PICTURES, { recursive: true });

const light = await signedIn("light");
await light.goto(`${url}/workflows/${widest.id}`);
await light.locator(".react-flow__node").first().waitFor();
await light.locator(".react-flow__node").nth(1).click();
await shoot(light, "editor.png");

await finished(run.id);
await light.goto(url);
await light.getByText(widest.name).first().waitFor();
await shoot(light, "workflows.png");

const dark = await signedIn("dark");
await dark.goto(`${url}/runs/${run.id}`);
await dark.locator(".react-flow__node").last().waitFor();
await dark.locator(".react-flow__node").last().click();
await dark.getByRole("tab", { name: /results/i }).click();
await shoot(dark, "run.png");
await browser.close();

async function signedIn(colorScheme) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
  const { ticket } = await request("POST", "/auth/tickets", {});
  await page.goto(`${url}/sign-in?ticket=${encodeURIComponent(ticket)}`);
  await page.getByRole("heading", { name: "Workflows" }).waitFor();
  return page;
}

async function shoot(page, name) {
  await page.waitForTimeout(1500); // lazily loaded viewers and the fonts
  await page.screenshot({ path: `${PICTURES}${name}` });
  console.log(`docs/pictures/${name}`);
}

async function finished(id) {
  while (!FINAL.has((await request("GET", `/runs/${id}`)).state)) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function request(method, path, body) {
  const answer = await fetch(`${api}${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
