import { expect, test } from "vitest";
import { cronWords, scheduleWords } from "./schedule";

test("common crons are said in words", () => {
  expect(cronWords("0 6 * * 1-5")).toBe("Monday to Friday at 06:00");
  expect(cronWords("*/15 * * * *")).toBe("Every 15 minutes");
  expect(cronWords("30 7 * * 1")).toBe("Every Monday at 07:30");
  expect(cronWords("5 4 1 * *")).toBe("Day 1 of every month at 04:05");
});

test("uncommon ones are not guessed at", () => {
  expect(cronWords("0 6-9 * 2 *")).toBeNull();
  expect(scheduleWords({ cron: "1,2 6 * * *", timezone: "Europe/Zurich" })).toBe("1,2 6 * * * (Europe/Zurich)");
  expect(scheduleWords(null)).toBe("By hand");
});
