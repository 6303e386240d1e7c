/** Auto-layout on demand: ELK's layered layout, in a worker so that the canvas stays free. */
import ELK from "elkjs/lib/elk-api";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import type { Position, WorkflowDefinition } from "../../api/types";
import { edgesOf } from "../editor/document/graph";
import { GAP, NODE } from "../editor/document/place";

let elk: InstanceType<typeof ELK> | null = null;

export async function arrange(definition: WorkflowDefinition): Promise<Record<string, Position>> {
  elk ??= new ELK({ workerUrl, workerFactory: (url) => new Worker(url ?? workerUrl) });
  const graph = await elk.layout({
    id: "root",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.spacing.nodeNode": String(GAP.y),
      "elk.layered.spacing.nodeNodeBetweenLayers": String(GAP.x),
      "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    },
    children: Object.keys(definition.tasks).map((id) => ({ id, width: NODE.width, height: NODE.height })),
    edges: edgesOf(definition.tasks).map(({ source, target }, index) => ({
      id: String(index),
      sources: [source],
      targets: [target],
    })),
  });
  return Object.fromEntries(
    (graph.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x), y: Math.round(y) }]),
  );
}
