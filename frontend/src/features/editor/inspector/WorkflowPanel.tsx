/** Nothing is selected: the workflow itself, when it runs and with what. */
import { Button } from "@mantine/core";
import { IconCalendarClock, IconVariable } from "@tabler/icons-react";
import { count } from "../../../ui/time";
import { scheduleWords } from "../../workflows/schedule";
import { edgesOf } from "../document/graph";
import { useDefinition, useDocument } from "../document/store";
import { useEditor } from "../editor";
import classes from "./Inspector.module.css";

export function WorkflowPanel() {
  const definition = useDefinition();
  const name = useDocument((state) => state.name);
  const { ui } = useEditor();
  const params = Object.keys(definition.settings.params?.properties ?? {});
  return (
    <div className={classes.inspector} id="inspector">
      <div className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.title}>{name}</h2>
          <p className={classes.sub}>Nothing selected. Choose a task to fill in its form.</p>
        </div>
      </div>
      <div className={classes.body}>
        <dl className={classes.facts}>
          <dt>Tasks</dt>
          <dd>{count(Object.keys(definition.tasks).length, "task")}</dd>
          <dt>Connections</dt>
          <dd>{edgesOf(definition.tasks).length}</dd>
          <dt>Runs</dt>
          <dd>{scheduleWords(definition.settings.schedule)}</dd>
          <dt>At the same time</dt>
          <dd>{count(definition.settings.max_active_runs ?? 1, "run")}</dd>
          <dt>Parameters</dt>
          <dd>{params.length > 0 ? params.join(", ") : "none"}</dd>
          {Object.entries(definition.repositories).map(([key, repository]) => (
            <Repository key={key} name={key} commit={repository.ref} />
          ))}
        </dl>
        <div className={classes.section} style={{ display: "flex", gap: 8 }}>
          <Button
            variant="default"
            leftSection={<IconCalendarClock size={15} />}
            onClick={() => ui.setState({ dialog: "settings" })}
          >
            Schedule
          </Button>
          <Button
            variant="default"
            leftSection={<IconVariable size={15} />}
            onClick={() => ui.setState({ dialog: "parameters" })}
          >
            Parameters
          </Button>
        </div>
      </div>
    </div>
  );
}

function Repository({ name, commit }: { name: string; commit: string }) {
  return (
    <>
      <dt>Uses</dt>
      <dd>
        {name} <span className="mono">{commit.slice(0, 12)}</span>
      </dd>
    </>
  );
}
