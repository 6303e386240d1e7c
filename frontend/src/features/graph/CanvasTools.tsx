/** Zoom and fit, and what the screen adds to them. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { Panel, useReactFlow } from "@xyflow/react";
import type { ReactNode } from "react";
import classes from "./CanvasTools.module.css";

const FIT = { duration: 160, padding: 0.15, maxZoom: 1 };

export function CanvasTools({ children }: { children?: ReactNode }) {
  const flow = useReactFlow();
  return (
    <Panel position="bottom-left">
      <div className={classes.tools} role="toolbar" aria-label="Canvas">
        <Tool label="Zoom in" keys="+" onClick={() => void flow.zoomIn({ duration: 120 })}>
          <IconPlus size={16} />
        </Tool>
        <Tool label="Zoom out" keys="−" onClick={() => void flow.zoomOut({ duration: 120 })}>
          <IconMinus size={16} />
        </Tool>
        <Tool label="Show everything" keys="1" onClick={() => void flow.fitView(FIT)}>
          <IconArrowsMaximize size={15} />
        </Tool>
        {children}
      </div>
    </Panel>
  );
}

interface ToolProps {
  label: string;
  keys?: string;
  onClick: () => void;
  disabled?: boolean;
  children: ReactNode;
}

export function Tool({ label, keys, onClick, disabled = false, children }: ToolProps) {
  return (
    <Tooltip label={keys ? `${label} (${keys})` : label}>
      <ActionIcon
        size={32}
        aria-label={label}
        aria-disabled={disabled}
        onClick={() => disabled || onClick()}
        style={disabled ? { opacity: 0.45 } : {}}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
