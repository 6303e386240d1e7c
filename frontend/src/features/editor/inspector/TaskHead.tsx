/** The name of the selected task, renamed in place, and what it is a use of. */
import { ActionIcon, Kbd, Tooltip } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Operator, Task } from "../../../api/types";
import { OperatorIcon } from "../../graph/OperatorIcon";
import { labelOf } from "../document/catalogue";
import { renameTask } from "../document/commands";
import { useDocumentStore } from "../document/store";
import { useEditor, useEditorUi } from "../editor";
import classes from "./Inspector.module.css";

interface Props {
  taskKey: string;
  task: Task;
  operator: Operator | undefined;
}

export function TaskHead({ taskKey, task, operator }: Props) {
  const store = useDocumentStore();
  const { ui } = useEditor();
  const renaming = useEditorUi((state) => state.renaming);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (renaming) input.current?.select();
  }, [renaming]);
  const title = task.title?.trim() || taskKey;
  const finish = (text: string) => {
    if (text.trim()) store.getState().run(renameTask(taskKey, text.trim()));
    ui.setState({ renaming: false });
  };
  return (
    <div className={classes.head}>
      <OperatorIcon
        operator={task.operator.split("/").at(-1) ?? ""}
        icon={operator?.style?.icon_class_name ?? ""}
        size={36}
      />
      <div className={classes.names}>
        {renaming ? (
          <input
            ref={input}
            className={classes.titleInput}
            aria-label="Name of the task"
            defaultValue={title}
            onBlur={(event) => finish(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") finish(event.currentTarget.value);
              if (event.key === "Escape") ui.setState({ renaming: false });
            }}
          />
        ) : (
          <h2 className={classes.title}>{title}</h2>
        )}
        <p className={classes.sub}>
          {operator
            ? `${labelOf(operator)} · ${operator.repository} ${operator.version}`
            : `${task.operator} · not installed`}
        </p>
      </div>
      {!renaming && (
        <Tooltip label="Rename">
          <ActionIcon aria-label="Rename the task, F2" w="auto" px={4} onClick={() => ui.setState({ renaming: true })}>
            <Kbd>F2</Kbd>
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}
