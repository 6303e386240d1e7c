/** A panel at the side of the canvas: its width can be pulled, it can be put away, and both are remembered. */
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
} from "@tabler/icons-react";
import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import classes from "../features/editor/EditorScreen.module.css";
import { useRemembered } from "./remembered";

interface Props {
  side: "left" | "right";
  name: string;
  label: string;
  width: number;
  children: ReactNode;
}

const NARROWEST = 220;
const WIDEST = 720;
const STEP = 24;

export function SidePanel({ side, name, label, width: usual, children }: Props) {
  const [open, setOpen] = useRemembered(`${name}.open`, true);
  const [width, setWidth] = useRemembered(`${name}.width`, usual);
  const [pulled, setPulled] = useState<number | null>(null);
  const start = useRef(0);
  const now = pulled ?? width;
  const clamp = (wanted: number) => Math.min(WIDEST, Math.max(NARROWEST, Math.round(wanted)));
  const away = side === "left" ? 1 : -1;
  const CollapseIcon = side === "left" ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarRightCollapse;
  const ExpandIcon = side === "left" ? IconLayoutSidebarLeftExpand : IconLayoutSidebarRightExpand;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = event.clientX - away * now;
    setPulled(now);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (pulled !== null) setPulled(clamp(away * (event.clientX - start.current)));
  };
  const onPointerUp = () => {
    if (pulled !== null) setWidth(pulled);
    setPulled(null);
  };
  const toggle = (
    <Tooltip label={open ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}>
      <ActionIcon
        className={classes.toggle ?? ""}
        variant={open ? "subtle" : "default"}
        style={open ? { [side === "left" ? "right" : "left"]: -36 } : { [side]: 8 }}
        aria-label={open ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? <CollapseIcon size={17} /> : <ExpandIcon size={17} />}
      </ActionIcon>
    </Tooltip>
  );
  if (!open) return toggle;
  return (
    <aside
      className={`${classes.side} ${side === "left" ? classes.left : classes.rightSide}`}
      style={{ width: now }}
      aria-label={label}
    >
      {children}
      {toggle}
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that can be moved, as in the ARIA practices */}
      <div
        className={`${classes.grip} ${side === "left" ? classes.gripRight : classes.gripLeft}`}
        role="separator"
        aria-orientation="vertical"
        aria-label={`Width of ${label.toLowerCase()}`}
        aria-valuenow={now}
        aria-valuemin={NARROWEST}
        aria-valuemax={WIDEST}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onDoubleClick={() => setWidth(usual)}
        onKeyDown={(event) => {
          if (event.key === "ArrowLeft") setWidth(clamp(width - away * STEP));
          if (event.key === "ArrowRight") setWidth(clamp(width + away * STEP));
        }}
      />
    </aside>
  );
}
