/** The last runs of a workflow as small bars: colour and word say how they ended, height how long they took. */
import { Link } from "@tanstack/react-router";
import type { RunBrief } from "../../api/types";
import { lookOf, toneBar } from "../../ui/states";
import { duration, exact } from "../../ui/time";
import classes from "./WorkflowsScreen.module.css";

const PLACES = 12;
const LOWEST = 7;
const HIGHEST = 24;

export function RunBars({ runs }: { runs: readonly RunBrief[] }) {
  const shown = runs.slice(0, PLACES).reverse();
  const longest = Math.max(1, ...shown.map((run) => secondsOf(run) ?? 0));
  return (
    <div className={classes.bars}>
      {Array.from({ length: PLACES - shown.length }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty places are all the same
        <span className={classes.ghost} key={index} />
      ))}
      {shown.map((run) => {
        const look = lookOf(run.state);
        const seconds = secondsOf(run);
        const height = LOWEST + ((seconds ?? longest) / longest) * (HIGHEST - LOWEST);
        const label = `${look.word}${seconds === null ? "" : `, ${duration(seconds)}`}, ${exact(new Date(run.created_at))}`;
        const hollow = run.state === "failed" ? { boxShadow: "inset 0 -4px 0 rgb(0 0 0 / 25%)" } : {};
        return (
          <Link
            key={run.id}
            to="/runs/$runId"
            params={{ runId: run.id }}
            className={classes.barLink}
            title={label}
            aria-label={`Run: ${label}`}
          >
            <span className={classes.bar} style={{ height, background: toneBar(look.tone), ...hollow }} />
          </Link>
        );
      })}
    </div>
  );
}

const secondsOf = (run: RunBrief): number | null =>
  run.ended_at === null ? null : (Date.parse(run.ended_at) - Date.parse(run.created_at)) / 1000;
