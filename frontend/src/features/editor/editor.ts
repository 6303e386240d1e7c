/** What the parts of one open editor share beside the document: what is selected, what is open, what wants the focus. */
import { createContext, useContext } from "react";
import { createStore, useStore } from "zustand";
import type { Json, Problem } from "../../api/types";
import type { Catalogue } from "./document/catalogue";

export type InspectorTab = "inputs" | "options" | "docs" | "result";
export type Dialog = "settings" | "parameters" | "run" | "shortcuts" | "conflict" | "connect" | "delete-workflow";

export interface EditorUiState {
  selection: readonly string[];
  /** An edge chosen on the canvas, as `source→target`. */
  edge: string | null;
  tab: InspectorTab;
  bottom: "problems" | "dag" | null;
  dialog: Dialog | null;
  renaming: boolean;
  /** A field to bring into view and focus, by JSON pointer. */
  wanted: { pointer: string; again: number } | null;
  /** Parameters of a run that starts as soon as what was saved is ready. */
  wantedRun: Record<string, Json> | null;
  /** Tasks to bring into view. */
  show: { keys: readonly string[]; again: number } | null;
}

export function createEditorUi(selection: readonly string[] = []) {
  return createStore<EditorUiState>()(() => ({
    selection,
    edge: null,
    tab: "inputs",
    bottom: null,
    dialog: null,
    renaming: false,
    wanted: null,
    wantedRun: null,
    show: null,
  }));
}

export type EditorUi = ReturnType<typeof createEditorUi>;

export interface EditorSurroundings {
  ui: EditorUi;
  catalogue: Catalogue;
  problems: readonly Problem[];
  workspace: string;
}

export const EditorContext = createContext<EditorSurroundings | null>(null);

export function useEditor(): EditorSurroundings {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("No editor is open here.");
  return editor;
}

export function useEditorUi<T>(select: (state: EditorUiState) => T): T {
  return useStore(useEditor().ui, select);
}

export function select(ui: EditorUi, keys: readonly string[]): void {
  const { selection } = ui.getState();
  const same = selection.length === keys.length && keys.every((key) => selection.includes(key));
  ui.setState(same ? { edge: null } : { selection: keys, edge: null, renaming: false });
}

let again = 0;

/** Select a task, open its form and put the cursor into the field a pointer names. */
export function jumpTo(ui: EditorUi, task: string, pointer: string): void {
  again += 1;
  const tab = pointer.startsWith(`/tasks/${task}/inputs`) || pointer.split("/").length <= 3 ? "inputs" : "options";
  ui.setState({ selection: [task], edge: null, tab, wanted: { pointer, again }, show: { keys: [task], again } });
}

export function bringIntoView(ui: EditorUi, keys: readonly string[]): void {
  again += 1;
  ui.setState({ show: { keys, again } });
}
