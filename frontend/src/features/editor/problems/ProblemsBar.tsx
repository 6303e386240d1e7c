/** How many problems there are and the first of them, over the foot of the canvas; one click jumps to its field. */
import { ActionIcon, Kbd } from "@mantine/core";
import { IconAlertTriangle, IconList } from "@tabler/icons-react";
import { count } from "../../../ui/time";
import { titleOfTask } from "../document/graph";
import { taskOf } from "../document/problems";
import { useDefinition } from "../document/store";
import { jumpTo, useEditor } from "../editor";
import classes from "./Problems.module.css";

export function ProblemsBar() {
  const { problems, ui } = useEditor();
  const definition = useDefinition();
  const first = problems[0];
  if (!first) return null;
  const task = taskOf(first);
  const where = task && task in definition.tasks ? `${titleOfTask(definition.tasks, task)}: ` : "";
  return (
    <div style={{ display: "flex", alignItems: "center", gap: 4 }}>
      <button
        type="button"
        className={classes.bar}
        onClick={() =>
          task && task in definition.tasks ? jumpTo(ui, task, first.path) : ui.setState({ bottom: "problems" })
        }
      >
        <span className={classes.count}>
          <IconAlertTriangle size={15} aria-hidden />
          {count(problems.length, "problem")}
        </span>
        <span className={classes.first}>
          {where}
          {first.message}
        </span>
        <Kbd>F8</Kbd>
      </button>
      {problems.length > 1 && (
        <ActionIcon
          variant="default"
          size={36}
          aria-label="List all problems"
          onClick={() => ui.setState({ bottom: "problems" })}
        >
          <IconList size={16} />
        </ActionIcon>
      )}
    </div>
  );
}
