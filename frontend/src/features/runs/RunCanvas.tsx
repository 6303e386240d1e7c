/** The graph of a run: the editor's canvas without its tools, with states lying over it. */
import "@xyflow/react/dist/base.css";
import "../graph/graph.css";
import { applyNodeChanges, Background, BackgroundVariant, ReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import type { WorkflowDefinition } from "../../api/types";
import type { Catalogue } from "../editor/document/catalogue";
import { CanvasTools } from "../graph/CanvasTools";
import { TaskNode } from "../graph/TaskNode";
import { reconcile, type TaskNode as TaskNodeType, toFlow, type Wire } from "../graph/toFlow";
import { useFar } from "../graph/useFar";
import { WireEdge } from "../graph/WireEdge";

const nodeTypes = { task: TaskNode };
const edgeTypes = { wire: WireEdge };

interface Props {
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  selected: string | null;
  onSelect: (task: string | null) => void;
}

export function RunCanvas({ definition, catalogue, selected, onSelect }: Props) {
  const flow = useMemo(() => toFlow(definition, catalogue, []), [definition, catalogue]);
  const [nodes, setNodes] = useState<TaskNodeType[]>(flow.nodes);
  const far = useFar();
  useEffect(() => setNodes((old) => reconcile(old, flow.nodes)), [flow.nodes]);
  const drawn = useMemo(
    () =>
      nodes.map((node) =>
        (node.selected ?? false) === (node.id === selected) ? node : { ...node, selected: node.id === selected },
      ),
    [nodes, selected],
  );
  return (
    <section aria-label="Graph of the run" style={{ height: "100%" }} data-far={far}>
      <ReactFlow<TaskNodeType, Wire>
        nodes={drawn}
        edges={flow.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={(changes) =>
          setNodes((old) =>
            applyNodeChanges(
              changes.filter((change) => change.type === "dimensions"),
              old,
            ),
          )
        }
        onNodeClick={(_event, node) => onSelect(node.id)}
        onPaneClick={() => onSelect(null)}
        onKeyDown={(event) => {
          const id = (event.target as HTMLElement).closest<HTMLElement>(".react-flow__node")?.dataset.id;
          if (id && (event.key === "Enter" || event.key === " ")) {
            event.preventDefault();
            onSelect(id);
          }
        }}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        onlyRenderVisibleElements={flow.nodes.length > 150}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={2} color="var(--canvas-dot)" />
        <CanvasTools />
      </ReactFlow>
    </section>
  );
}
