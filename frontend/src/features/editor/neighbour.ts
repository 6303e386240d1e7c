/** Which task lies in a direction: along the lines first, then by where things stand. */
import type { Position, WorkflowDefinition } from "../../api/types";
import { edgesOf } from "./document/graph";
import { positionsOf } from "./document/place";

export function neighbour(
  definition: WorkflowDefinition,
  from: string | undefined,
  direction: Position,
): string | null {
  const positions = positionsOf(definition);
  const here = from === undefined ? undefined : positions[from];
  if (from === undefined || !here) return Object.keys(definition.tasks)[0] ?? null;
  const joined = new Set(
    edgesOf(definition.tasks).flatMap((edge) => {
      if (direction.x > 0 && edge.source === from) return [edge.target];
      if (direction.x < 0 && edge.target === from) return [edge.source];
      return [];
    }),
  );
  let best: { key: string; cost: number } | null = null;
  for (const [key, place] of Object.entries(positions)) {
    if (key === from || !(key in definition.tasks)) continue;
    const along = (place.x - here.x) * direction.x + (place.y - here.y) * direction.y;
    const across = Math.abs((place.x - here.x) * direction.y) + Math.abs((place.y - here.y) * direction.x);
    if (along <= 0 && !joined.has(key)) continue;
    const cost = Math.abs(along) + across * 2 - (joined.has(key) ? 10_000 : 0);
    if (!best || cost < best.cost) best = { key, cost };
  }
  return best?.key ?? null;
}
