/** A log to read while it grows: only the lines in view are drawn, it follows until one scrolls away. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowBarToDown, IconDownload } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { download } from "../../../ui/download";
import { ErrorState } from "../../../ui/ErrorState";
import { LogLineView } from "./LogLineView";
import classes from "./LogView.module.css";
import { filtered, type Level } from "./logBuffer";
import { type LogSource, useLog } from "./useLog";

interface Props extends LogSource {
  /** The newest try; earlier ones can be chosen. */
  tries: number;
  over: boolean;
  /** What to say while there is nothing. */
  waiting: string;
}

const LEVEL_WORDS: readonly (readonly [Level, string])[] = [
  ["debug", "All levels"],
  ["info", "Info and up"],
  ["warning", "Warnings and up"],
  ["error", "Errors"],
];
const LINE_HEIGHT = 20;
const AT_THE_END = 40;

export function LogView({ tries, over, waiting, ...source }: Props) {
  const [chosenTry, setChosenTry] = useState<number | null>(null);
  const tryNumber = chosenTry ?? tries;
  const log = useLog({ ...source, tryNumber }, over || tryNumber < tries);
  const [query, setQuery] = useState("");
  const [level, setLevel] = useState<Level>("debug");
  const [following, setFollowing] = useState(true);
  const scroll = useRef<HTMLDivElement>(null);
  const { buffer, version } = log;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buffer grows in place; its version says so
  const lines = useMemo(() => filtered(buffer, level, query), [buffer, version, level, query]);
  const count = lines?.length ?? buffer.length;
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new line is a reason to go to the end
  useEffect(() => {
    if (following && count > 0) rows.scrollToIndex(count - 1, { align: "end" });
  }, [count, version, following]);

  const onScroll = () => {
    const box = scroll.current;
    if (!box) return;
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (rest < AT_THE_END && !following) setFollowing(true);
  };
  const text = () => Array.from({ length: buffer.length }, (_, index) => buffer.lineAt(index)).join("\n");

  return (
    <div className={classes.log}>
      <div className={classes.tools}>
        <input
          className={classes.search}
          type="text"
          aria-label="Search the log"
          placeholder={lines && query ? `${count} lines` : "Search the log"}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <select
          className={classes.select}
          aria-label="Levels"
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value as Level)}
        >
          {LEVEL_WORDS.map(([value, word]) => (
            <option value={value} key={value}>
              {word}
            </option>
          ))}
        </select>
        {tries > 1 && (
          <select
            className={classes.select}
            aria-label="Try"
            value={tryNumber}
            onChange={(event) =>
              setChosenTry(Number(event.currentTarget.value) === tries ? null : Number(event.currentTarget.value))
            }
          >
            {numbered(tries).map((number) => (
              <option value={number} key={number}>
                Try {number}
              </option>
            ))}
          </select>
        )}
        {!following && (
          <Button
            h={30}
            variant="light"
            leftSection={<IconArrowBarToDown size={14} />}
            onClick={() => setFollowing(true)}
          >
            Follow
          </Button>
        )}
        <Tooltip label="Download the log">
          <ActionIcon
            aria-label="Download the log"
            onClick={() => download(`${source.task}.try${tryNumber}.log.txt`, text(), "text/plain")}
          >
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {log.error !== null && count === 0 && <ErrorState error={log.error} what="The log could not be read" />}
      <div
        ref={scroll}
        className={classes.scroll}
        role="log"
        aria-label="Log"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
        tabIndex={0}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && setFollowing(false)}
        onKeyDown={(event) =>
          (event.key === "PageUp" || event.key === "ArrowUp" || event.key === "Home") && setFollowing(false)
        }
      >
        {count === 0 && log.error === null && (
          <p className={classes.note}>{query || level !== "debug" ? "No line is like that." : waiting}</p>
        )}
        <div style={{ height: rows.getTotalSize(), position: "relative" }}>
          {rows.getVirtualItems().map((row) => {
            const index = lines?.[row.index] ?? row.index;
            return (
              <LogLineView
                key={row.key}
                ref={rows.measureElement}
                place={row.index}
                top={row.start}
                line={buffer.lineAt(index)}
                level={buffer.levelAt(index)}
                query={query}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
