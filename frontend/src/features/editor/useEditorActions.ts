/** What the editor offers in Ctrl+K. */
import type { Workflow } from "../../api/types";
import { CONTROL } from "../../ui/keys";
import { type Action, useActions } from "../palette/palette";
import { labelOf } from "./document/catalogue";
import { titleOfTask } from "./document/graph";
import { useDocumentStore } from "./document/store";
import { bringIntoView, select, useEditor } from "./editor";
import type { Operations } from "./useOperations";
import type { Saving } from "./useSave";
import type { Starting } from "./useStart";

export function useEditorActions(
  operations: Operations,
  saving: Saving,
  starting: Starting,
  workflow: Workflow | undefined,
): void {
  const store = useDocumentStore();
  const { ui, catalogue } = useEditor();
  useActions(() => {
    const definition = store.getState().history.present;
    const one = ui.getState().selection.length === 1;
    const action = (id: string, title: string, run: () => void, keys?: string): Action => ({
      id,
      title,
      group: "This workflow",
      run,
      ...(keys ? { keys } : {}),
    });
    const tasks = Object.keys(definition.tasks).map((key) => ({
      id: `task ${key}`,
      title: titleOfTask(definition.tasks, key),
      group: "Tasks",
      more: "task",
      run: () => {
        select(ui, [key]);
        bringIntoView(ui, [key]);
      },
    }));
    const adds = catalogue.operators.map((operator) => ({
      id: `add ${operator.id}`,
      title: `Add ${labelOf(operator)}`,
      group: "Add a task",
      more: operator.description ?? "",
      run: () => void operations.add(operator),
    }));
    return [
      action("save", "Save", () => void saving.save(), `${CONTROL} S`),
      action("run", "Run", starting.begin, `${CONTROL} Enter`),
      ...(one
        ? [action("connect", "Connect the selected task to …", () => ui.setState({ dialog: "connect" }), "C")]
        : []),
      ...(one ? [action("rename", "Rename the selected task", () => ui.setState({ renaming: true }), "F2")] : []),
      action("arrange", "Arrange the tasks", () => void operations.arrange(), "Shift A"),
      action("schedule", "Change the schedule", () => ui.setState({ dialog: "settings" })),
      action("parameters", "Change the run parameters", () => ui.setState({ dialog: "parameters" })),
      action("problems", "List all problems", () => ui.setState({ bottom: "problems" }), "F8"),
      ...(workflow ? [action("dag", "Show the generated DAG", () => ui.setState({ bottom: "dag" }))] : []),
      action("undo", "Undo", operations.undo, `${CONTROL} Z`),
      action("redo", "Redo", operations.redo, `${CONTROL} Shift Z`),
      ...tasks,
      ...adds,
    ];
  });
}
