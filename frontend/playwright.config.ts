import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { platform } from "./e2e/platform";

// An installed Chromium is used where there is one; otherwise Playwright's own.
const installed = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path): path is string => path !== undefined && existsSync(path));

export default defineConfig({
  testDir: "e2e",
  timeout: 240_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 1,
  reporter: [["list"]],
  forbidOnly: process.env.CI === "true",
  use: {
    baseURL: platform().url,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: { args: ["--no-sandbox"], ...(installed ? { executablePath: installed } : {}) },
  },
});
