/** Keeps the view with the person: brings asked-for tasks into sight, and starts with the focus on the canvas. */
import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { NODE, positionsOf } from "../document/place";
import { useDocumentStore } from "../document/store";
import { useEditorUi } from "../editor";

const EDGE = 24;

export function useView(): void {
  const flow = useReactFlow();
  const store = useDocumentStore();
  const show = useEditorUi((state) => state.show);

  useEffect(() => {
    if (!show) return;
    const positions = positionsOf(store.getState().history.present);
    const rects = show.keys.flatMap((key) => (positions[key] ? [positions[key]] : []));
    const canvas = window.document.querySelector(".react-flow")?.getBoundingClientRect();
    if (rects.length === 0 || !canvas) return;
    const low = flow.flowToScreenPosition({ x: Math.min(...rects.map((r) => r.x)), y: Math.min(...rects.map((r) => r.y)) });
    const high = flow.flowToScreenPosition({
      x: Math.max(...rects.map((r) => r.x)) + NODE.width,
      y: Math.max(...rects.map((r) => r.y)) + NODE.height,
    });
    // Move by no more than it takes: whoever looks at the graph keeps their bearings.
    const dx = shift(low.x, high.x, canvas.left + EDGE, canvas.right - EDGE);
    const dy = shift(low.y, high.y, canvas.top + EDGE, canvas.bottom - EDGE * 3);
    if (dx === 0 && dy === 0) return;
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 160 });
  }, [show, flow, store]);
}

function shift(low: number, high: number, from: number, to: number): number {
  if (high - low > to - from) return from - low;
  if (low < from) return from - low;
  if (high > to) return to - high;
  return 0;
}
