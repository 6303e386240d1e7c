import { describe, expect, test } from "vitest";
import type { Problem } from "../../../api/types";
import { renameTask, setInput } from "./commands";
import { localProblems, mergeProblems, taskOf } from "./problems";
import { catalogue, definition, from, keep, make, say } from "./testing";

const told = (problems: readonly Problem[]) => problems.map((problem) => `${problem.path} ${problem.code}`);

describe("local problems", () => {
  test("each has the place of its field", () => {
    const graph = definition({ make: make(), keep: { ...keep("make"), inputs: { column: "a" } } });
    expect(told(localProblems(graph, catalogue))).toEqual(["/tasks/keep/inputs/table missing"]);
  });

  test("a complete graph has none", () => {
    expect(localProblems(definition({ make: make(), keep: keep("make") }), catalogue)).toEqual([]);
  });

  test("bindings to what is not there, or does not fit, are told apart", () => {
    const graph = definition({
      make: make(),
      a: say({ repeat: from("make", "nothing") }),
      b: say({ repeat: from("gone", "x") }),
      c: say({ repeat: from("make", "table") }),
      d: say({ message: { $param: "city" } }),
      e: { operator: "examples/Unknown", inputs: {} },
    });
    expect(told(localProblems(graph, catalogue))).toEqual([
      "/tasks/a/inputs/repeat unknown_output",
      "/tasks/b/inputs/repeat unknown_task",
      "/tasks/c/inputs/repeat type_mismatch",
      "/tasks/d/inputs/message unknown_param",
      "/tasks/e/operator unknown_operator",
    ]);
  });
});

describe("what the server said", () => {
  const about = definition({ make: make(), say: say({ message: "bad" }) });
  const remark: Problem = { path: "/tasks/say/inputs/message", code: "custom", severity: "error", message: "No." };
  const merged = (now: typeof about, problems = [remark]) => mergeProblems([], { problems, about }, now);

  test("holds while the place is as it was, whatever else changes", () => {
    expect(merged(renameTask("make", "Other")(about))).toEqual([remark]);
  });

  test("is withdrawn as soon as the place changes", () => {
    expect(merged(setInput("say", ["message"], "good")(about))).toEqual([]);
  });

  test("about something missing is withdrawn once it is there", () => {
    const missing: Problem = { ...remark, path: "/tasks/make/inputs/rows", code: "missing" };
    expect(merged(about, [missing])).toEqual([missing]);
    expect(merged(setInput("make", ["rows"], 3)(about), [missing])).toEqual([]);
  });

  test("gives way to a local problem of the same place", () => {
    const local: Problem = { ...remark, code: "missing", message: "Message is needed." };
    expect(mergeProblems([local], { problems: [remark], about }, about)).toEqual([local]);
  });
});

test("a problem belongs to the task its place is in", () => {
  const at = (path: string) => taskOf({ path, code: "", severity: "error", message: "" });
  expect(at("/tasks/a~1b/inputs/x")).toBe("a/b");
  expect(at("/settings/schedule")).toBeUndefined();
});
