/** A task on the canvas: what it is, what it needs, and, in a run, how it goes. */

import { IconAlertTriangle } from "@tabler/icons-react";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo, useContext } from "react";
import { StateIcon } from "../../ui/StatusBadge";
import { lookOf, toneBar, toneColor } from "../../ui/states";
import { duration, growing } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import { OperatorIcon } from "./OperatorIcon";
import { OverlayContext, type TaskSummary, useTaskSummary } from "./overlay";
import classes from "./TaskNode.module.css";
import type { TaskNode as TaskNodeType } from "./toFlow";

export const TaskNode = memo(function TaskNode({ id, data, selected }: NodeProps<TaskNodeType>) {
  const isRun = useContext(OverlayContext) !== null;
  const summary = useTaskSummary(id);
  const look = isRun ? lookOf(summary?.state) : null;
  const handle = `${classes.handle} ${isRun ? classes.still : ""}`;
  return (
    <div
      className={classes.node}
      data-selected={selected}
      data-state={look?.tone}
      data-moving={look?.moving ?? false}
      style={look ? ({ "--state-bar": toneBar(look.tone) } as React.CSSProperties) : undefined}
    >
      <Handle type="target" position={Position.Left} className={handle} isConnectable={!isRun} />
      <OperatorIcon operator={data.operator} icon={data.icon} />
      <div className={classes.words}>
        <div className={classes.title}>{data.title}</div>
        {look ? (
          <div className={classes.sub} style={{ color: toneColor(look.tone) }}>
            <StateIcon state={summary?.state} size={13} />
            <StateWords summary={summary} word={look.word} />
          </div>
        ) : (
          <div className={classes.sub}>
            <span className={classes.subText}>{data.notReady ? "Image is being prepared" : data.sub}</span>
          </div>
        )}
      </div>
      {!isRun && data.errors > 0 && (
        <span className={classes.mark} data-kind={data.missing ? "missing" : "wrong"} title={data.remark}>
          <IconAlertTriangle size={12} aria-hidden />
          {data.missing ? `${data.errors} missing` : `${data.errors} ${data.errors === 1 ? "problem" : "problems"}`}
        </span>
      )}
      <Handle type="source" position={Position.Right} className={handle} isConnectable={!isRun} />
    </div>
  );
});

function StateWords({ summary, word }: { summary: TaskSummary | undefined; word: string }) {
  const parts = [word];
  if (summary?.mapped) parts.push(`${summary.mapped.over} of ${summary.mapped.total}`);
  else if (summary && summary.tryNumber > 1) parts.push(`try ${summary.tryNumber}`);
  if (summary?.seconds !== null && summary?.seconds !== undefined) parts.push(duration(summary.seconds));
  const ticks = summary?.state === "running" && summary.startedAt;
  return (
    <span className={classes.subText}>
      {parts.join(" · ")}
      {ticks && <Elapsed since={ticks} />}
    </span>
  );
}

function Elapsed({ since }: { since: string }) {
  const now = useNow();
  return <span className="numbers"> · {growing(since, now)}</span>;
}
