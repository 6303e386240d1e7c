/** The keys of the page in words: what useEditorKeys and the palette listen to. */
import { CONTROL } from "../../ui/keys";

export interface ShortcutGroup {
  title: string;
  keys: readonly (readonly [keys: string, meaning: string])[];
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: "Everywhere",
    keys: [
      [`${CONTROL} K`, "Search and actions"],
      ["?", "These shortcuts"],
    ],
  },
  {
    title: "Build",
    keys: [
      ["/", "Find an operator; Enter adds it after the selected task"],
      ["C", "Connect the selected task to another one"],
      ["F2", "Rename the selected task"],
      ["Enter", "Go from a task on the canvas to its form"],
      ["Delete", "Delete what is selected"],
      [`${CONTROL} D`, "Duplicate"],
      [`${CONTROL} C · X · V`, "Copy, cut, paste"],
      [`${CONTROL} Z · ${CONTROL} Shift Z`, "Undo, redo"],
      [`${CONTROL} A`, "Select all tasks"],
    ],
  },
  {
    title: "Move about",
    keys: [
      ["← ↑ → ↓", "Select the next task in that direction"],
      ["Shift ← ↑ → ↓", "Move the selected tasks"],
      ["F8 · Shift F8", "Next, previous problem"],
      ["1", "Show everything"],
      ["+ · −", "Zoom"],
      ["Shift A", "Arrange the tasks"],
      ["Esc", "Select nothing"],
    ],
  },
  {
    title: "Run",
    keys: [
      [`${CONTROL} S`, "Save as a new version"],
      [`${CONTROL} Enter`, "Run"],
    ],
  },
];
