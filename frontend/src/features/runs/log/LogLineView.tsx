import { memo, type Ref } from "react";
import { clock } from "../../../ui/time";
import classes from "./LogView.module.css";
import { type Level, readLine } from "./logBuffer";

interface Props {
  ref: Ref<HTMLDivElement>;
  place: number;
  top: number;
  line: string;
  level: Level;
  query: string;
}

/** One line: time, level, text; what was searched for is marked. Text only, whatever is in it. */
export const LogLineView = memo(function LogLineView({ ref, place, top, line, level, query }: Props) {
  const { time, level: own, text } = readLine(line);
  return (
    <div
      ref={ref}
      className={classes.line}
      data-index={place}
      data-level={level}
      style={{ transform: `translateY(${top}px)` }}
    >
      {time && <span className={classes.time}>{clock(new Date(time.replace(",", ".")))}</span>}
      {own && (
        <span className={classes.level} data-level={own}>
          {own === "warning" ? "WARN" : own.toUpperCase()}
        </span>
      )}
      <span className={`${classes.text} ${time ? "" : classes.plain}`}>
        {query.trim() ? marked(text, query.trim()) : text}
      </span>
    </div>
  );
});

function marked(text: string, query: string) {
  const at = text.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + query.length)}</mark>
      {text.slice(at + query.length)}
    </>
  );
}
