/** axe over the open screen: nothing serious may be found. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

export async function expectAccessible(page: Page, screen: string): Promise<void> {
  // Colours are measured once nothing fades any more.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (animation) =>
          animation.playState !== "running" || animation.effect?.getTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  const serious = violations.filter((violation) => violation.impact === "serious" || violation.impact === "critical");
  const told = serious.map(
    (violation) =>
      `${violation.id}: ${violation.nodes.map((node) => `${node.html}\n  ${node.failureSummary ?? ""}`).join("\n")}`,
  );
  expect(told, screen).toEqual([]);
}
