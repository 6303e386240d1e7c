/** Keeps the view with the person: brings asked-for tasks into sight, and starts with the focus on the canvas. */
import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import type { Position } from "../../../api/types";
import { NODE, positionsOf } from "../document/place";
import { useDocumentStore } from "../document/store";
import { useEditorUi } from "../editor";

const EDGE = 24;
const SMALLEST_ZOOM = 0.6;

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
    const low = flow.flowToScreenPosition({
      x: Math.min(...rects.map((r) => r.x)),
      y: Math.min(...rects.map((r) => r.y)),
    });
    const high = flow.flowToScreenPosition({
      x: Math.max(...rects.map((r) => r.x)) + NODE.width,
      y: Math.max(...rects.map((r) => r.y)) + NODE.height,
    });
    if (show.keys.length === 1 && fitsNearly(Object.values(positions), canvas)) {
      const outside = Object.values(positions).some((place) => {
        const { x, y } = flow.flowToScreenPosition(place);
        const width = NODE.width * flow.getZoom();
        return (
          x < canvas.left || y < canvas.top || x + width > canvas.right || y + NODE.height > canvas.bottom - EDGE * 3
        );
      });
      if (outside) window.setTimeout(() => void flow.fitView({ duration: 160, padding: 0.12, maxZoom: 1 }), 30);
      return;
    }
    // Move by no more than it takes: whoever looks at the graph keeps their bearings.
    const dx = shift(low.x, high.x, canvas.left + EDGE, canvas.right - EDGE);
    const dy = shift(low.y, high.y, canvas.top + EDGE, canvas.bottom - EDGE * 3);
    if (dx === 0 && dy === 0) return;
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 160 });
  }, [show, flow, store]);
}

/** A graph this small is best seen whole. */
function fitsNearly(places: readonly Position[], canvas: DOMRect): boolean {
  const width = Math.max(...places.map((place) => place.x)) - Math.min(...places.map((place) => place.x)) + NODE.width;
  const height =
    Math.max(...places.map((place) => place.y)) - Math.min(...places.map((place) => place.y)) + NODE.height;
  return width * SMALLEST_ZOOM < canvas.width - EDGE * 4 && height * SMALLEST_ZOOM < canvas.height - EDGE * 6;
}

function shift(low: number, high: number, from: number, to: number): number {
  if (high - low > to - from) return from - low;
  if (low < from) return from - low;
  if (high > to) return to - high;
  return 0;
}
