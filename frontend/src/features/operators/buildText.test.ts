import { expect, test } from "vitest";
import { NO_TEXT, withPiece } from "./buildText";

const resolving = { text: "Resolving…\n", length: 11 };

test("pieces become the text, each once", () => {
  const first = withPiece(NO_TEXT, 0, "Resolving…\n");
  expect(first).toEqual(resolving);
  expect(withPiece(resolving, 0, "Resolving…\n")).toBe(resolving);
  expect(withPiece(resolving, 9, "…\ndone\n")).toEqual({ text: "Resolving…\ndone\n", length: 16 });
});

test("a character outside the first plane is one character, as the builder counts", () => {
  const rocket = withPiece(NO_TEXT, 0, "🚀");
  expect(rocket).toEqual({ text: "🚀", length: 1 });
  expect(withPiece(rocket ?? NO_TEXT, 1, " off")?.text).toBe("🚀 off");
});

test("a hole is told", () => {
  expect(withPiece(resolving, 12, "later")).toBeNull();
});
