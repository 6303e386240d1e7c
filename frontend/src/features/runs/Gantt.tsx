/** When each task ran, on one time line. */
import type { TaskRun, WorkflowDefinition } from "../../api/types";
import { StateIcon } from "../../ui/StatusBadge";
import { isOver, lookOf, toneBar, toneColor } from "../../ui/states";
import { duration, growing } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import { inOrder, titleOfTask } from "../editor/document/graph";
import classes from "./Gantt.module.css";
import { chartOf, ticks } from "./gantt";

interface Props {
  definition: WorkflowDefinition;
  tasks: readonly TaskRun[];
  selected: string | null;
  onSelect: (task: string, mapIndex: number) => void;
}

export function Gantt({ definition, tasks, selected, onSelect }: Props) {
  const moving = tasks.some((task) => task.started_at && !isOver(task.state));
  const tick = useNow();
  const now = moving
    ? Math.max(tick, ...tasks.flatMap((task) => (task.started_at ? [Date.parse(task.started_at)] : [])))
    : 0;
  const chart = chartOf(tasks, inOrder(definition.tasks), now);
  const whole = (chart.end - chart.start) / 1000;
  const started = chart.bars.some((bar) => bar.from !== null);
  return (
    <div className={classes.gantt}>
      {started && (
        <div className={classes.axis} aria-hidden="true">
          <span />
          <div className={classes.axisTrack}>
            {ticks(whole).map((seconds) => (
              <span className={classes.tick} style={{ left: `${(seconds / whole) * 100}%` }} key={seconds}>
                {seconds < 60 ? `${seconds} s` : duration(seconds)}
              </span>
            ))}
          </div>
        </div>
      )}
      {chart.bars.map(({ run, from, width }) => {
        const look = lookOf(run.state);
        const title = titleOfTask(definition.tasks, run.task) + (run.map_index >= 0 ? ` [${run.map_index}]` : "");
        const live = run.started_at && !run.ended_at && !isOver(run.state) ? growing(run.started_at, now) : null;
        const took = run.seconds === null ? live : duration(run.seconds);
        return (
          <button
            type="button"
            className={classes.row}
            key={`${run.task} ${run.map_index}`}
            data-selected={run.task === selected}
            aria-current={run.task === selected}
            onClick={() => onSelect(run.task, run.map_index)}
          >
            <span className={classes.name}>{title}</span>
            <span className={classes.track}>
              {from !== null && (
                <span
                  className={classes.bar}
                  style={{ left: `${from * 100}%`, width: `${width * 100}%`, background: toneBar(look.tone) }}
                />
              )}
            </span>
            <span className={classes.words} style={{ color: toneColor(look.tone) }} title={look.word}>
              <StateIcon state={run.state} size={13} />
              {took ?? (look.word.length > 14 ? "not started" : look.word)}
              {run.try_number > 1 && ` · try ${run.try_number}`}
              <span className="only-read-aloud">{look.word}</span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
