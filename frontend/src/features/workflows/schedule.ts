/** Schedules in words. */
import type { Schedule } from "../../api/types";

export const PRESETS: readonly { value: string; word: string }[] = [
  { value: "@hourly", word: "Every hour" },
  { value: "@daily", word: "Every day at 00:00" },
  { value: "@weekly", word: "Every week, Sunday at 00:00" },
  { value: "@monthly", word: "Every month, on the 1st" },
  { value: "@yearly", word: "Every year, on 1 January" },
  { value: "@once", word: "Once" },
];

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export function scheduleWords(schedule: Schedule | undefined): string {
  if (!schedule) return "By hand";
  if ("preset" in schedule) return PRESETS.find((preset) => preset.value === schedule.preset)?.word ?? schedule.preset;
  const words = cronWords(schedule.cron) ?? schedule.cron;
  const zone =
    schedule.timezone && schedule.timezone !== "UTC" ? ` (${schedule.timezone.replaceAll("_", " ")})` : " (UTC)";
  return words + zone;
}

/** The common crons in words; null for the others, which are shown as they are. */
export function cronWords(cron: string): string | null {
  const [minute, hour, day, month, weekday, ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || weekday === undefined || month !== "*") return null;
  const everyMinutes = minute?.match(/^\*\/(\d+)$/)?.[1];
  if (everyMinutes && hour === "*" && day === "*" && weekday === "*") return `Every ${everyMinutes} minutes`;
  if (!minute?.match(/^\d+$/))
    return minute === "*" && hour === "*" && day === "*" && weekday === "*" ? "Every minute" : null;
  if (hour === "*" && day === "*" && weekday === "*") return `Every hour at :${minute.padStart(2, "0")}`;
  if (!hour?.match(/^\d+$/)) return null;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day === "*" && weekday === "*") return `Every day at ${time}`;
  if (day === "*" && weekday === "1-5") return `Monday to Friday at ${time}`;
  if (day === "*" && weekday.match(/^[0-7]$/)) return `Every ${DAYS[Number(weekday)]} at ${time}`;
  if (day?.match(/^\d+$/) && weekday === "*") return `Day ${day} of every month at ${time}`;
  return null;
}
