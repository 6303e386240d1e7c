import { describe, expect, test } from "vitest";
import {
  all,
  bind,
  connectOrder,
  disconnect,
  forgetParams,
  freeKey,
  moveTasks,
  removeTasks,
  setInput,
  setOption,
} from "./commands";
import { edgesOf } from "./graph";
import { definition, from, keep, make, say } from "./testing";

const three = definition({ make: make(), keep: keep("make"), say: say({ repeat: from("make", "rows") }, ["keep"]) });

describe("removing", () => {
  test("one edge takes only the bindings of its own target away", () => {
    const next = disconnect("make", "keep")(three);
    expect(next.tasks.keep?.inputs).toEqual({ column: "a" });
    expect(next.tasks.say?.inputs).toEqual({ repeat: from("make", "rows") });
    expect(next.tasks.say).toBe(three.tasks.say);
  });

  test("an order edge goes without touching inputs", () => {
    const next = disconnect("keep", "say")(three);
    expect(next.tasks.say).toEqual(say({ repeat: from("make", "rows") }));
  });

  test("a task takes everything with it that pointed to it, in lists too", () => {
    const listed = definition({ make: make(), say: say({ message: ["x", from("make", "rows")] }) });
    const next = removeTasks(["make"])(listed);
    expect(next.tasks).toEqual({ say: say({ message: ["x"] }) });
    expect(next.layout.nodes).toEqual({ say: { x: 300, y: 0 } });
  });

  test("the last task of a repository takes the repository along", () => {
    expect(removeTasks(["make", "keep", "say"])(three).repositories).toEqual({});
  });
});

describe("values", () => {
  test("0, false, empty text and null are kept", () => {
    for (const value of [0, false, "", null]) {
      expect(setInput("say", ["message"], value)(three).tasks.say?.inputs?.message).toBe(value);
    }
  });

  test("undefined goes back to the default", () => {
    expect(setInput("say", ["repeat"], undefined)(three).tasks.say?.inputs).toEqual({});
  });

  test("the same value again changes nothing", () => {
    expect(setInput("keep", ["column"], "a")(three)).toBe(three);
    expect(moveTasks({ make: { x: 0, y: 0 } })(three)).toBe(three);
    expect(setOption("make", "retries", undefined)(three)).toBe(three);
  });

  test("options at their default are left out", () => {
    const set = setOption("make", "retries", 0)(three);
    expect(set.tasks.make?.retries).toBe(0);
    expect(setOption("make", "retries", undefined)(set).tasks.make).toEqual(make());
  });

  test("a parameter that is gone leaves the inputs that took it", () => {
    const taking = definition({ say: say({ message: { $param: "city" }, repeat: { $param: "times" } }) });
    expect(forgetParams(["city"])(taking).tasks.say?.inputs).toEqual({ repeat: { $param: "times" } });
  });
});

describe("connecting", () => {
  test("a circle is refused by changing nothing", () => {
    expect(connectOrder("say", "make")(three)).toBe(three);
    expect(connectOrder("make", "make")(three)).toBe(three);
    expect(bind("make", ["rows"], "keep", "left_out")(three)).toBe(three);
  });

  test("edges are bindings and `after` together, one per pair", () => {
    const next = all(connectOrder("make", "say"), bind("say", ["message"], "make", "table"))(three);
    expect(edgesOf(next.tasks)).toEqual([
      { source: "make", target: "keep", outputs: ["table"] },
      { source: "make", target: "say", outputs: ["rows", "table"] },
      { source: "keep", target: "say", outputs: [] },
    ]);
  });
});

test("keys are identifiers, short enough, and never taken", () => {
  expect(freeKey(new Set(), "CountWords")).toBe("count_words");
  expect(freeKey(new Set(["count_words"]), "CountWords")).toBe("count_words_2");
  expect(freeKey(new Set(), "9 Lives!")).toBe("task_9_lives");
  expect(freeKey(new Set(), "é")).toBe("task");
  expect(freeKey(new Set(), "x".repeat(200))).toMatch(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/);
});
