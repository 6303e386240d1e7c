/** A time as distance from now, with the exact one on hover. */
import { exact, relative } from "./time";
import { useNow } from "./useNow";

export function TimeAgo({ time }: { time: string | null | undefined }) {
  const now = useNow(10_000);
  if (!time) return null;
  const date = new Date(time);
  return (
    <time dateTime={time} title={exact(date)}>
      {relative(date, new Date(Math.max(now, date.getTime() < Date.now() ? date.getTime() : now)))}
    </time>
  );
}
