/** Several tasks are selected: what can be done to all of them. */
import { Button } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { titleOfTask } from "../document/graph";
import { useDefinition } from "../document/store";
import { select, useEditor } from "../editor";
import type { Operations } from "../useOperations";
import classes from "./Inspector.module.css";

export function SeveralTasks({ keys, operations }: { keys: readonly string[]; operations: Operations }) {
  const definition = useDefinition();
  const { ui } = useEditor();
  return (
    <div className={classes.inspector} id="inspector">
      <div className={classes.head}>
        <h2 className={classes.title}>{keys.length} tasks</h2>
      </div>
      <div className={classes.body}>
        {keys.map((key) => (
          <div className={classes.link} key={key}>
            <button type="button" className={classes.plain} onClick={() => select(ui, [key])}>
              {titleOfTask(definition.tasks, key)}
            </button>
          </div>
        ))}
        <div className={classes.section} style={{ display: "flex", gap: 8 }}>
          <Button variant="default" leftSection={<IconCopy size={15} />} onClick={operations.duplicate}>
            Duplicate
          </Button>
          <Button variant="default" leftSection={<IconTrash size={15} />} onClick={operations.removeSelected}>
            Delete
          </Button>
        </div>
      </div>
    </div>
  );
}
