import { expect, test } from "vitest";
import type { TaskRun } from "../../api/types";
import { renameTask } from "../editor/document/commands";
import { catalogue, definition, keep, make, say } from "../editor/document/testing";
import { summarise } from "./overlay";
import { reconcile, toFlow } from "./toFlow";

const graph = definition({ make: make(), keep: keep("make"), say: say({}, ["keep"]) });

test("nodes say what they are, edges what they carry", () => {
  const { nodes, edges } = toFlow(graph, catalogue, []);
  expect(nodes.map((node) => [node.id, node.data.title, node.data.sub])).toEqual([
    ["make", "Make", "Make · Examples"],
    ["keep", "Keep", "Keep · Examples"],
    ["say", "Say", "Say · Examples"],
  ]);
  expect(edges.map((edge) => [edge.id, edge.data?.outputs])).toEqual([
    ["make→keep", ["table"]],
    ["keep→say", []],
  ]);
});

test("errors are counted on their node, warnings are not", () => {
  const at = (path: string, severity: "error" | "warning") => ({ path, severity, code: "missing", message: "m" });
  const { nodes } = toFlow(graph, catalogue, [
    at("/tasks/keep/inputs/column", "error"),
    at("/tasks/say/inputs/message", "warning"),
  ]);
  expect(nodes.map((node) => node.data.errors)).toEqual([0, 1, 0]);
  expect(nodes[1]?.data.missing).toBe(true);
});

test("what stayed the same keeps its object", () => {
  const before = toFlow(graph, catalogue, []).nodes;
  const after = reconcile(before, toFlow(renameTask("keep", "Kept")(graph), catalogue, []).nodes);
  expect(after.map((node, index) => node === before[index])).toEqual([true, false, true]);
});

test("a mapped task shows the state that matters most", () => {
  const run = (map_index: number, state: string): TaskRun => ({
    task: "say",
    map_index,
    operator: "Say",
    state,
    try_number: 1,
    started_at: null,
    ended_at: null,
    seconds: null,
    note: null,
  });
  const summary = summarise([run(0, "success"), run(1, "failed"), run(2, "running")]).get("say");
  expect(summary).toMatchObject({ state: "failed", mapped: { total: 3, over: 2 } });
});
