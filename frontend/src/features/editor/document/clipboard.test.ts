import { expect, test } from "vitest";
import { copyTasks, newKeys, paste, readClip } from "./clipboard";
import { removeTasks } from "./commands";
import { NODE } from "./place";
import { definition, from, keep, make, say } from "./testing";

const graph = definition({ make: make(), keep: keep("make"), say: say({ repeat: from("make", "rows") }, ["keep"]) });

test("pasted tasks get new keys, and bindings among them follow", () => {
  const clip = copyTasks(graph, ["make", "keep"]);
  expect([...newKeys(graph, clip)]).toEqual([
    ["make", "make_2"],
    ["keep", "keep_2"],
  ]);
  const next = paste(clip, { x: 0, y: 0 })(graph);
  expect(next.tasks.keep_2?.inputs).toEqual({ table: from("make_2", "table"), column: "a" });
  expect(next.tasks.keep_2?.title).toBe("Keep 2");
});

test("bindings to tasks that were not copied stay where those are, and go where they are not", () => {
  const clip = copyTasks(graph, ["say"]);
  expect(paste(clip, { x: 0, y: 0 })(graph).tasks.say_2).toMatchObject({
    inputs: { repeat: from("make", "rows") },
    after: ["keep"],
  });
  const elsewhere = removeTasks(["make", "keep"])(graph);
  const pasted = paste(clip, { x: 0, y: 0 })(elsewhere).tasks.say_2;
  expect(pasted?.inputs).toEqual({});
  expect(pasted).not.toHaveProperty("after");
});

test("nothing lands on anything else", () => {
  let next = graph;
  for (let times = 0; times < 5; times += 1)
    next = paste(copyTasks(graph, ["make", "keep", "say"]), { x: 10, y: 10 })(next);
  const places = Object.values(next.layout.nodes ?? {});
  expect(places).toHaveLength(18);
  for (const [index, a] of places.entries()) {
    for (const b of places.slice(index + 1)) {
      expect(Math.abs(a.x - b.x) >= NODE.width || Math.abs(a.y - b.y) >= NODE.height).toBe(true);
    }
  }
});

test("other text on the clipboard is nothing to paste", () => {
  expect(readClip("hello")).toBeNull();
  expect(readClip('{"kind":"other"}')).toBeNull();
  expect(readClip("null")).toBeNull();
  expect(readClip(JSON.stringify(copyTasks(graph, ["make"])))).not.toBeNull();
});
