/** A line between two tasks: solid when something is taken, dashed when it only says what comes first. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, useStore } from "@xyflow/react";
import { memo, useState } from "react";
import { lookOf, toneBar } from "../../ui/states";
import { useTaskSummary } from "./overlay";
import type { Wire } from "./toFlow";
import classes from "./WireEdge.module.css";

const END_INSET = 6;

export const WireEdge = memo(function WireEdge(props: EdgeProps<Wire>) {
  const { source, target, data, selected } = props;
  const [over, setOver] = useState(false);
  const near = useStore((state) =>
    Boolean(state.nodeLookup.get(source)?.selected || state.nodeLookup.get(target)?.selected),
  );
  const before = useTaskSummary(source);
  const outputs = data?.outputs ?? [];
  const [path, x, y] = getBezierPath({
    ...props,
    sourceX: props.sourceX - END_INSET,
    targetX: props.targetX + END_INSET,
  });
  const front = Boolean(selected || over || near);
  const passed = before?.state && before.state !== "queued" ? { stroke: toneBar(lookOf(before.state).tone) } : {};
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only shows a name that the inspector shows too
    <g onMouseEnter={() => setOver(true)} onMouseLeave={() => setOver(false)}>
      <BaseEdge
        path={path}
        interactionWidth={24}
        className={`${classes.path} ${outputs.length === 0 ? classes.order : ""} ${front ? classes.front : ""}`}
        style={front ? {} : passed}
      />
      {front && (
        <EdgeLabelRenderer>
          <div className={classes.label} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
            {outputs.length > 0 ? outputs.join(", ") : "only order"}
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
