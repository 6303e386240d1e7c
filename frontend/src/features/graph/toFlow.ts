/** From a document to what React Flow draws: one way, pure. Run states are not in here; they lie over it, keyed by task. */
import type { Edge as FlowEdge, Node as FlowNode } from "@xyflow/react";
import type { Problem, WorkflowDefinition } from "../../api/types";
import { groupBy } from "../../ui/groupBy";
import { type Catalogue, labelOf, spaced } from "../editor/document/catalogue";
import { edgesOf } from "../editor/document/graph";
import { NODE, positionsOf } from "../editor/document/place";
import { taskOf } from "../editor/document/problems";

export interface TaskNodeData extends Record<string, unknown> {
  title: string;
  /** The operator and where it is from. */
  sub: string;
  operator: string;
  icon: string;
  /** Errors of this task: how many, and the first in words. */
  errors: number;
  missing: boolean;
  remark: string;
  /** Its image is still being built. */
  notReady: boolean;
}

export type TaskNode = FlowNode<TaskNodeData, "task">;
export type WireData = { outputs: string[] };
export type Wire = FlowEdge<WireData, "wire">;

export const wireId = (source: string, target: string): string => `${source}→${target}`;

export function toFlow(
  definition: WorkflowDefinition,
  catalogue: Catalogue,
  problems: readonly Problem[],
): { nodes: TaskNode[]; edges: Wire[] } {
  const positions = positionsOf(definition);
  const byTask = groupBy(
    problems.filter((problem) => problem.severity === "error"),
    (problem) => taskOf(problem) ?? "",
  );
  const nodes = Object.entries(definition.tasks).map(([key, task]): TaskNode => {
    const operator = catalogue.find(definition, task.operator);
    const name = task.operator.split("/").at(-1) ?? task.operator;
    const errors = byTask.get(key) ?? [];
    const operatorLabel = operator ? labelOf(operator) : spaced(name);
    return {
      id: key,
      type: "task",
      position: positions[key] ?? { x: 0, y: 0 },
      width: NODE.width,
      height: NODE.height,
      data: {
        title: task.title?.trim() || key,
        sub: operator
          ? `${operatorLabel} · ${repositoryLabel(catalogue, operator.repository_id)}`
          : `${operatorLabel} · not installed`,
        operator: name,
        icon: operator?.style?.icon_class_name ?? "",
        errors: errors.length,
        missing:
          errors.length > 0 && errors.every((problem) => problem.code === "missing" || problem.code === "not_bound"),
        remark: errors[0]?.message ?? "",
        notReady: operator?.ready === false,
      },
    };
  });
  const edges = edgesOf(definition.tasks).map(
    ({ source, target, outputs }): Wire => ({
      id: wireId(source, target),
      type: "wire",
      source,
      target,
      data: { outputs },
    }),
  );
  return { nodes, edges };
}

function repositoryLabel(catalogue: Catalogue, id: string): string {
  const repository = catalogue.repositories.find((one) => one.id === id);
  return repository?.label ?? repository?.name ?? "operators";
}

/** Keep the objects of nodes that say the same as before, so that only what changed is drawn again. */
export function reconcile(old: readonly TaskNode[], next: readonly TaskNode[]): TaskNode[] {
  const known = new Map(old.map((node) => [node.id, node]));
  return next.map((node) => {
    const before = known.get(node.id);
    if (!before) return node;
    const samePlace = before.position.x === node.position.x && before.position.y === node.position.y;
    const sameData = Object.entries(node.data).every(([name, value]) => before.data[name] === value);
    if (samePlace && sameData) return before;
    return { ...before, position: node.position, data: sameData ? before.data : node.data };
  });
}
