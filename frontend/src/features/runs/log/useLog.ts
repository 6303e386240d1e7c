/** The log of one try, kept up: read from where it stands, then followed over the socket; holes are read again. */
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, call } from "../../../api/client";
import { topics } from "../../../live/protocol";
import { useFrames } from "../../../live/useLive";
import { LogBuffer } from "./logBuffer";

export interface LogSource {
  run: string;
  task: string;
  mapIndex: number;
  tryNumber: number;
}

export interface Log {
  buffer: LogBuffer;
  /** Grows with everything that is added; for lists that must know. */
  version: number;
  reading: boolean;
  error: unknown;
}

export function useLog({ run, task, mapIndex, tryNumber }: LogSource, over: boolean): Log {
  const id = `${run}/${task}/${mapIndex}/${tryNumber}`;
  const [state, setState] = useState<Log & { id: string }>(() => fresh(id));
  const current = useRef(state);
  if (current.current.id !== id) current.current = fresh(id);
  const busy = useRef<AbortController | null>(null);
  const again = useRef(false);

  const show = useCallback((change: Partial<Log> = {}) => {
    current.current = { ...current.current, ...change, version: current.current.version + 1 };
    setState(current.current);
  }, []);

  const read = useCallback(async () => {
    if (busy.current) {
      again.current = true;
      return;
    }
    const stop = new AbortController();
    busy.current = stop;
    const { buffer } = current.current;
    try {
      do {
        again.current = false;
        for (;;) {
          const from = buffer.nextOffset;
          const query = new URLSearchParams({
            offset: String(from),
            map_index: String(mapIndex),
            try: String(tryNumber),
          });
          const answer = await call(`/runs/${run}/tasks/${task}/log?${query}`, { signal: stop.signal });
          const text = await answer.text();
          if (stop.signal.aborted) return;
          buffer.append(from, text);
          show({ reading: false, error: null });
          if (buffer.nextOffset === from) break;
        }
      } while (again.current);
    } catch (error) {
      if (stop.signal.aborted) return;
      // A task that has not begun has no log; that is no error.
      const nothingYet = error instanceof ApiError && error.status === 404;
      show({ reading: false, error: nothingYet ? null : error });
    } finally {
      if (busy.current === stop) busy.current = null;
    }
  }, [run, task, mapIndex, tryNumber, show]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `over` makes it read once more when the task has ended
  useEffect(() => {
    if (tryNumber > 0) void read();
  }, [read, over, tryNumber]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another log stops the reading of this one
  useEffect(
    () => () => {
      busy.current?.abort();
      busy.current = null;
    },
    [id],
  );

  useFrames(tryNumber > 0 && !over ? topics.log(run, task, tryNumber) : null, (frame) => {
    if (frame.type === "subscribed" || frame.type === "resync") void read();
    if (frame.type !== "event" || frame.event !== "task.log") return;
    const { data } = frame;
    if (data.map_index !== mapIndex || data.try_number !== tryNumber) return;
    const taken = current.current.buffer.append(data.offset, data.text);
    if (taken === "gap" || data.done) void read();
    if (taken === "taken") show();
  });

  return state.id === id ? state : current.current;
}

const fresh = (id: string): Log & { id: string } => ({
  id,
  buffer: new LogBuffer(),
  version: 0,
  reading: true,
  error: null,
});
