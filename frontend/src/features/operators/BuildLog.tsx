/** What a build says, as it is said. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { call } from "../../api/client";
import { topics } from "../../live/protocol";
import { useFrames } from "../../live/useLive";
import { withoutColours } from "../runs/log/logBuffer";
import { NO_TEXT, withPiece } from "./buildText";
import classes from "./Operators.module.css";

interface Props {
  workspace: string;
  repository: string;
  build: string;
  group: string;
}

const NEAR_THE_END_PX = 24;

export function BuildLog({ workspace, repository, build, group }: Props) {
  const [known, setKnown] = useState(NO_TEXT);
  const [failure, setFailure] = useState<string | null>(null);
  const [again, setAgain] = useState(0);
  const path = `/workspaces/${workspace}/repositories/${repository}/builds/${build}/log`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` asks once more after a hole
  useEffect(() => {
    const stop = new AbortController();
    call(path, { signal: stop.signal })
      .then((answer) => answer.text())
      .then((text) => setKnown((now) => withPiece(now, 0, text) ?? now))
      .catch(
        (error: unknown) => stop.signal.aborted || setFailure(error instanceof Error ? error.message : String(error)),
      );
    return () => stop.abort();
  }, [path, again]);
  const take = useCallback((offset: number, text: string) => {
    setKnown((now) => {
      const next = withPiece(now, offset, text);
      if (next === null) queueMicrotask(() => setAgain((count) => count + 1));
      return next ?? now;
    });
  }, []);
  useFrames(topics.repository(repository), (frame) => {
    if (frame.type === "resync") setAgain((count) => count + 1);
    if (frame.type !== "event" || frame.event !== "build.log" || frame.data.build_id !== build) return;
    take(frame.data.offset, frame.data.text);
  });
  const box = useRef<HTMLElement>(null);
  const follows = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is at the end of the text
  useLayoutEffect(() => {
    if (box.current && follows.current) box.current.scrollTop = box.current.scrollHeight;
  }, [known]);
  return (
    <section
      ref={box}
      className={classes.log}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
      tabIndex={0}
      role="log"
      aria-label={`Build log of ${group}`}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        follows.current = scrollTop + clientHeight > scrollHeight - NEAR_THE_END_PX;
      }}
    >
      {failure ?? (withoutColours(known.text) || "Nothing has been written yet.")}
    </section>
  );
}
