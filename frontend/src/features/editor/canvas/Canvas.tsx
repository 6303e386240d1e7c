/** The drawing surface: React Flow shows the document and reports gestures; the document changes only by commands. */
import "@xyflow/react/dist/base.css";
import "../../graph/graph.css";
import { IconArrowBackUp, IconArrowForwardUp, IconHierarchy } from "@tabler/icons-react";
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  SelectionMode,
} from "@xyflow/react";
import { type DragEvent, useCallback, useEffect, useMemo, useState } from "react";
import { CONTROL } from "../../../ui/keys";
import { tell } from "../../../ui/tell";
import { CanvasTools, Tool } from "../../graph/CanvasTools";
import { TaskNode } from "../../graph/TaskNode";
import { reconcile, type TaskNode as TaskNodeType, toFlow, type Wire } from "../../graph/toFlow";
import { useFar } from "../../graph/useFar";
import { WireEdge } from "../../graph/WireEdge";
import { moveTasks } from "../document/commands";
import { refusal } from "../document/graph";
import { useDefinition, useDocument, useDocumentStore } from "../document/store";
import { select, useEditor, useEditorUi } from "../editor";
import type { Operations } from "../useOperations";
import { CanvasHint } from "./CanvasHint";
import { DRAGGED } from "./dragged";
import { useView } from "./useView";

const nodeTypes = { task: TaskNode };
const edgeTypes = { wire: WireEdge };
const MANY_TASKS = 150;

export function Canvas({ operations }: { operations: Operations }) {
  const definition = useDefinition();
  const document = useDocumentStore();
  const canUndo = useDocument((state) => state.history.past.length > 0);
  const canRedo = useDocument((state) => state.history.future.length > 0);
  const { ui, catalogue, problems } = useEditor();
  const selection = useEditorUi((state) => state.selection);
  const edge = useEditorUi((state) => state.edge);
  const far = useFar();
  const flow = useMemo(() => toFlow(definition, catalogue, problems), [definition, catalogue, problems]);
  const [nodes, setNodes] = useState<TaskNodeType[]>(flow.nodes);
  useEffect(() => setNodes((old) => reconcile(old, flow.nodes)), [flow.nodes]);
  useView();

  const drawn = useMemo(() => {
    const chosen = new Set(selection);
    return nodes.map((node) =>
      (node.selected ?? false) === chosen.has(node.id) ? node : { ...node, selected: chosen.has(node.id) },
    );
  }, [nodes, selection]);
  const wires = useMemo(
    () => flow.edges.map((wire) => (wire.id === edge ? { ...wire, selected: true } : wire)),
    [flow.edges, edge],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<TaskNodeType>[]) => {
      const picked = new Set(ui.getState().selection);
      let changed = false;
      for (const change of changes) {
        if (change.type !== "select") continue;
        changed = true;
        if (change.selected) picked.add(change.id);
        else picked.delete(change.id);
      }
      if (changed) select(ui, [...picked]);
      const others = changes.filter((change) => change.type !== "select" && change.type !== "remove");
      if (others.length > 0) setNodes((old) => applyNodeChanges(others, old));
    },
    [ui],
  );

  const onDragStop = useCallback(
    (_event: unknown, _node: TaskNodeType, moved: TaskNodeType[]) => {
      const places = moved.map((node) => [node.id, { x: Math.round(node.position.x), y: Math.round(node.position.y) }]);
      document.getState().run(moveTasks(Object.fromEntries(places)));
    },
    [document],
  );

  const onConnectEnd: OnConnectEnd = useCallback(
    (event, state) => {
      const from = state.fromNode?.id;
      const point = "changedTouches" in event ? event.changedTouches[0] : event;
      if (!from || !point) return;
      // The whole of a task takes a line, not only its handle.
      const under = window.document
        .elementFromPoint(point.clientX, point.clientY)
        ?.closest<HTMLElement>(".react-flow__node");
      const to = state.toNode?.id ?? under?.dataset.id;
      if (!to) return;
      const [source, target] = state.fromHandle?.type === "target" ? [to, from] : [from, to];
      const reason = refusal(document.getState().history.present.tasks, source, target);
      if (reason) tell(reason);
      else if (operations.connect(source, target)) select(ui, [target]);
    },
    [document, operations, ui],
  );

  const onDrop = (event: DragEvent) => {
    const operator = catalogue.operators.find((one) => one.id === event.dataTransfer.getData(DRAGGED));
    if (!operator) return;
    event.preventDefault();
    operations.addAtPoint(operator, { x: event.clientX, y: event.clientY });
  };

  return (
    <section aria-label="Canvas" style={{ height: "100%" }} data-far={far}>
      <ReactFlow<TaskNodeType, Wire>
        nodes={drawn}
        edges={wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={(event, moved) => moved[0] && onDragStop(event, moved[0], moved)}
        onEdgeClick={(_event, wire) => operations.chooseEdge(wire.source, wire.target)}
        onPaneClick={() => select(ui, [])}
        onNodeDoubleClick={() => ui.setState({ renaming: true })}
        isValidConnection={({ source, target }) =>
          refusal(document.getState().history.present.tasks, source, target) === null
        }
        onConnectEnd={onConnectEnd}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
        }}
        onDrop={onDrop}
        onlyRenderVisibleElements={flow.nodes.length > MANY_TASKS}
        deleteKeyCode={null}
        edgesFocusable={false}
        disableKeyboardA11y
        nodesFocusable
        connectionRadius={36}
        selectionMode={SelectionMode.Partial}
        panOnScroll
        panOnDrag={[0, 1]}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={["Meta", "Control"]}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
        snapToGrid
        snapGrid={[4, 4]}
        fitView
        fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={2} color="var(--canvas-dot)" />
        <CanvasTools>
          <Tool label="Arrange" keys="Shift A" onClick={() => void operations.arrange()}>
            <IconHierarchy size={16} style={{ transform: "rotate(-90deg)" }} />
          </Tool>
          <Tool label="Undo" keys={`${CONTROL} Z`} disabled={!canUndo} onClick={operations.undo}>
            <IconArrowBackUp size={16} />
          </Tool>
          <Tool label="Redo" keys={`${CONTROL} Shift Z`} disabled={!canRedo} onClick={operations.redo}>
            <IconArrowForwardUp size={16} />
          </Tool>
        </CanvasTools>
        {flow.nodes.length > 6 && <MiniMap pannable zoomable ariaLabel="Overview" nodeBorderRadius={8} />}
        {flow.nodes.length === 0 && <CanvasHint />}
      </ReactFlow>
    </section>
  );
}
