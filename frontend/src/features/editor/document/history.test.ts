import { expect, test } from "vitest";
import { renameTask, setInput } from "./commands";
import { begin, redo, step, undo } from "./history";
import { definition, say } from "./testing";

const first = definition({ say: say() });
const typed = (text: string) => setInput("say", ["message"], text)(first);

test("undo and redo go back and forth over the very same documents", () => {
  const second = typed("a");
  const history = step(begin(first), second, 0);
  expect(undo(history).present).toBe(first);
  expect(redo(undo(history)).present).toBe(second);
});

test("typing in one field is one step", () => {
  let history = begin(first);
  for (const [index, text] of ["h", "he", "hey"].entries())
    history = step(history, typed(text), index * 200, "say/message");
  expect(history.past).toHaveLength(1);
  expect(undo(history).present).toBe(first);
});

test("a pause or another field begins a new step", () => {
  let history = step(begin(first), typed("a"), 0, "say/message");
  history = step(history, typed("ab"), 5_000, "say/message");
  history = step(history, renameTask("say", "Tell")(history.present), 5_100, "say/title");
  expect(history.past).toHaveLength(3);
});

test("nothing changed is no step, and a new step forgets what was undone", () => {
  const history = begin(first);
  expect(step(history, first, 0)).toBe(history);
  const undone = undo(step(history, typed("a"), 0));
  expect(step(undone, typed("b"), 1).future).toEqual([]);
});
