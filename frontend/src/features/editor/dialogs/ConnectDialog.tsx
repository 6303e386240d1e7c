/** Connect the selected task to another one without a mouse: choose it by name; circles say why they cannot be. */
import { Modal } from "@mantine/core";
import { type KeyboardEvent, useId, useState } from "react";
import { search } from "../../../ui/rank";
import paletteClasses from "../../palette/CommandPalette.module.css";
import { refusal, titleOfTask } from "../document/graph";
import { guessBinding } from "../document/offers";
import { useDefinition } from "../document/store";
import { bringIntoView, select, useEditor, useEditorUi } from "../editor";
import type { Operations } from "../useOperations";

export function ConnectDialog({ onClose, operations }: { onClose: () => void; operations: Operations }) {
  const definition = useDefinition();
  const { ui, catalogue } = useEditor();
  const [source] = useEditorUi((state) => state.selection);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  if (source === undefined || !(source in definition.tasks)) return null;
  const title = titleOfTask(definition.tasks, source);
  const targets = Object.keys(definition.tasks)
    .filter((key) => key !== source)
    .map((key) => ({ key, title: titleOfTask(definition.tasks, key), reason: refusal(definition.tasks, source, key) }))
    .sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null));
  const found = search(query, targets, (target) => target);
  const choose = (target: (typeof found)[number] | undefined) => {
    if (!target || target.reason) return;
    operations.connect(source, target.key);
    onClose();
    select(ui, [target.key]);
    bringIntoView(ui, [target.key]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") choose(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={520}
      attributes={{ content: { "aria-label": `Connect ${title} to` } }}
    >
      <input
        className={paletteClasses.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        aria-label={`Connect ${title} to`}
        placeholder={`Connect ${title} to …`}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={paletteClasses.list} role="listbox" id={`${id}-list`} aria-label="Tasks">
        {found.map((target, index) => {
          const guess = target.reason ? null : guessBinding(definition, catalogue, source, target.key);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input above takes the keys for the whole list
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input; see aria-activedescendant
            <div
              key={target.key}
              id={`${id}-${index}`}
              className={paletteClasses.item}
              role="option"
              aria-selected={index === at}
              aria-disabled={target.reason !== null}
              onClick={() => choose(target)}
              onMouseMove={() => setAt(index)}
            >
              {target.title}
              <span className={paletteClasses.more}>
                {target.reason ?? (guess ? `gives ${guess.output} to ${guess.input}` : "only order")}
              </span>
            </div>
          );
        })}
        {targets.length === 0 && <div className={paletteClasses.none}>There is no other task yet.</div>}
      </div>
    </Modal>
  );
}
