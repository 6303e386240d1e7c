/** Times and sizes as people say them. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CLOCKS_DIFFER = 10;

/** `0.4 s`, `18 s`, `3 min 12 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (seconds < MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < HOUR) return pair(seconds, MINUTE, "min", 1, "s");
  if (seconds < DAY) return pair(seconds, HOUR, "h", MINUTE, "min");
  return pair(seconds, DAY, "d", HOUR, "h");
}

/** A duration that is still growing: whole seconds, so that it does not flicker. */
export function growing(since: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(since)) / 1000));
  return seconds < MINUTE ? `${seconds} s` : duration(seconds);
}

function pair(seconds: number, big: number, bigWord: string, small: number, smallWord: string): string {
  const whole = Math.floor(seconds / big);
  const rest = Math.floor((seconds % big) / small);
  return rest > 0 ? `${whole} ${bigWord} ${rest} ${smallWord}` : `${whole} ${bigWord}`;
}

/** `just now`, `4 min ago`, `in 2 h`, `yesterday`. */
export function relative(time: Date, now: Date): string {
  const seconds = (time.getTime() - now.getTime()) / 1000;
  const distance = Math.abs(seconds);
  const say = (text: string) => (seconds < 0 ? `${text} ago` : `in ${text}`);
  // A few seconds ahead is another clock, not the future.
  if (distance < 45) return seconds < CLOCKS_DIFFER ? "just now" : "in a moment";
  if (distance < HOUR) return say(`${Math.max(1, Math.round(distance / MINUTE))} min`);
  if (distance < DAY) return say(`${Math.round(distance / HOUR)} h`);
  const days = Math.round(distance / DAY);
  if (days === 1) return seconds < 0 ? "yesterday" : "tomorrow";
  if (days < 30) return say(`${days} days`);
  return time.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
}

/** With date, seconds and zone, for a tooltip. */
export function exact(time: Date): string {
  return time.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
}

export function clock(time: Date): string {
  return time.toLocaleTimeString(undefined, { hour12: false });
}

export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = size;
  let unit = "B";
  for (const next of units) {
    if (value < 1000) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString()} ${number === 1 ? one : many}`;
