/** Every key of the editor, in one place; shortcuts.ts says them in words. */
import { useEffect } from "react";
import { hasControl, isTyping } from "../../ui/keys";
import { usePalette } from "../palette/palette";
import { moveTasks } from "./document/commands";
import { positionsOf } from "./document/place";
import { taskOf } from "./document/problems";
import { useDocumentStore } from "./document/store";
import { bringIntoView, jumpTo, select, useEditor } from "./editor";
import { neighbour } from "./neighbour";
import type { Operations } from "./useOperations";

const STEP = 20;
const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

interface Handlers {
  save(): void;
  start(): void;
}

export function useEditorKeys(operations: Operations, { save, start }: Handlers): void {
  const store = useDocumentStore();
  const { ui, problems } = useEditor();

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const control = hasControl(event) || event.ctrlKey;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = (action: () => unknown) => {
        event.preventDefault();
        action();
      };
      if (usePalette.getState().open || document.querySelector("[role=dialog]")) return;

      // These hold everywhere, also while typing.
      if (control && key === "s") return act(() => save());
      if (control && key === "Enter") return act(() => start());
      if (key === "F8") return act(() => nextProblem(event.shiftKey ? -1 : 1));
      if (key === "F2" && ui.getState().selection.length === 1) return act(() => ui.setState({ renaming: true }));
      if (isTyping(event.target)) return;

      if (control && key === "z") return act(() => (event.shiftKey ? operations.redo() : operations.undo()));
      if (control && key === "y") return act(() => operations.redo());
      if (control && key === "a") return act(() => operations.selectAll());
      if (control && key === "d") return act(() => operations.duplicate());
      if (control) return;
      if (key === "Delete" || key === "Backspace") return act(() => operations.removeSelected());
      if (key === "/") return act(() => document.getElementById("operator-search")?.focus());
      if (key === "?") return act(() => ui.setState({ dialog: "shortcuts" }));
      if (key === "a" && event.shiftKey) return act(() => operations.arrange());
      if (key === "1") return act(() => operations.showAll());
      if (key === "+" || key === "=") return act(() => operations.zoom(1));
      if (key === "-") return act(() => operations.zoom(-1));
      if (key === "c" && ui.getState().selection.length === 1) return act(() => ui.setState({ dialog: "connect" }));
      if (key === "Escape") return select(ui, []);
      onCanvas(event, key, () => event.preventDefault());
    };

    const onCanvas = (event: KeyboardEvent, key: string, done: () => void) => {
      const node = (event.target as HTMLElement | null)?.closest<HTMLElement>(".react-flow__node");
      const focused = node?.dataset.id;
      if (focused && (key === "Enter" || key === " ")) {
        done();
        select(ui, [focused]);
        if (key === "Enter")
          document.querySelector<HTMLElement>("#inspector :is(input,select,textarea,button)")?.focus();
        return;
      }
      const arrow = ARROWS[key];
      const inCanvas =
        node || (event.target as HTMLElement | null)?.closest(".react-flow") || event.target === document.body;
      if (!arrow || !inCanvas || (event.target as HTMLElement | null)?.closest("[role=toolbar]")) return;
      done();
      const { selection } = ui.getState();
      const definition = store.getState().history.present;
      if (event.shiftKey) {
        const positions = positionsOf(definition);
        const moved = selection.map((id) => [
          id,
          { x: (positions[id]?.x ?? 0) + arrow.x * STEP, y: (positions[id]?.y ?? 0) + arrow.y * STEP },
        ]);
        store.getState().run(moveTasks(Object.fromEntries(moved)), "move by keys");
        return;
      }
      const next = neighbour(definition, selection[0] ?? focused, arrow);
      if (!next) return;
      select(ui, [next]);
      bringIntoView(ui, [next]);
      document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus();
    };

    const nextProblem = (direction: 1 | -1) => {
      const placed = problems.filter((problem) => taskOf(problem));
      if (placed.length === 0) return ui.setState({ bottom: problems.length > 0 ? "problems" : null });
      const at = placed.findIndex((problem) => problem.path === ui.getState().wanted?.pointer);
      const problem = placed[(at + direction + placed.length) % placed.length];
      const task = problem && taskOf(problem);
      if (problem && task) jumpTo(ui, task, problem.path);
    };

    const onCopy = (event: ClipboardEvent) => {
      if (isTyping(event.target) || ui.getState().selection.length === 0 || window.getSelection()?.toString()) return;
      event.preventDefault();
      void (event.type === "cut" ? operations.cut() : operations.copy());
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      operations.pasteText(event.clipboardData?.getData("text/plain") ?? "");
    };

    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("copy", onCopy);
    window.addEventListener("cut", onCopy);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("copy", onCopy);
      window.removeEventListener("cut", onCopy);
      window.removeEventListener("paste", onPaste);
    };
  }, [operations, store, ui, problems, save, start]);
}
