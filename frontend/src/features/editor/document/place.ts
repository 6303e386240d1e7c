/** Where tasks are drawn: free places for new ones, and a layered layout for those that have none. */
import type { Position, WorkflowDefinition } from "../../../api/types";
import { layersOf } from "./graph";

export const NODE = { width: 232, height: 64 } as const;
export const GAP = { x: 72, y: 40 } as const;
const MARGIN = 16;

/** Positions of all tasks: the stored ones, and for the rest a layered place beside or below them. */
export function positionsOf(definition: WorkflowDefinition): Record<string, Position> {
  const stored = definition.layout.nodes ?? {};
  const missing = Object.keys(definition.tasks).filter((key) => !stored[key]);
  if (missing.length === 0) return stored;
  const positions = { ...stored };
  const layers = layersOf(definition.tasks);
  for (const key of missing) {
    const wanted = { x: (layers.get(key) ?? 0) * (NODE.width + GAP.x), y: 0 };
    positions[key] = freePlace(Object.values(positions), wanted);
  }
  return positions;
}

/** The free place nearest below `wanted`: nothing ever lands on something else. */
export function freePlace(taken: readonly Position[], wanted: Position): Position {
  let place = wanted;
  for (let tries = 0; tries <= taken.length; tries += 1) {
    const hit = taken.find((other) => overlaps(other, place));
    if (!hit) return place;
    place = { x: place.x, y: hit.y + NODE.height + GAP.y };
  }
  return place;
}

/** Move a group of places as one, so that none of them lands on something taken. */
export function freeOffset(taken: readonly Position[], group: readonly Position[], wanted: Position): Position {
  let offset = wanted;
  for (let tries = 0; tries <= taken.length + 1; tries += 1) {
    const hit = group.some((place) =>
      taken.some((other) => overlaps(other, { x: place.x + offset.x, y: place.y + offset.y })),
    );
    if (!hit) return offset;
    offset = { x: offset.x, y: offset.y + NODE.height + GAP.y };
  }
  return offset;
}

function overlaps(a: Position, b: Position): boolean {
  return Math.abs(a.x - b.x) < NODE.width + MARGIN && Math.abs(a.y - b.y) < NODE.height + MARGIN;
}
