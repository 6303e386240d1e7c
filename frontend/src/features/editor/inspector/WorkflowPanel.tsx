/** Nothing is selected: the workflow itself, when it runs and with what. */
import { Button } from "@mantine/core";
import { IconCalendarClock, IconVariable } from "@tabler/icons-react";
import type { Workflow } from "../../../api/types";
import { count } from "../../../ui/time";
import { scheduleWords } from "../../workflows/schedule";
import { moveRepository } from "../document/commands";
import { edgesOf } from "../document/graph";
import { useDefinition, useDocument, useDocumentStore } from "../document/store";
import { useEditor } from "../editor";
import classes from "./Inspector.module.css";

export function WorkflowPanel() {
  const definition = useDefinition();
  const name = useDocument((state) => state.name);
  const { ui, pins } = useEditor();
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
        {Object.keys(definition.repositories).map((key) => (
          <NewerOperators key={key} name={key} pin={pins[key]} />
        ))}
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

/** Another commit of a repository is installed than this workflow uses: moving to it is a change like any other. */
function NewerOperators({ name, pin }: { name: string; pin: Workflow["pins"][string] | undefined }) {
  const entry = useDefinition().repositories[name];
  const store = useDocumentStore();
  const { catalogue } = useEditor();
  const installed = catalogue.repositories.find((repository) => repository.id === pin?.repository_id);
  if (!entry || !pin || !installed?.commit || installed.commit === pin.commit) return null;
  const ref = installed.installed_ref ?? installed.ref;
  const commit = installed.commit;
  if (entry.ref !== pin.ref || entry.commit === commit) return null;
  return (
    <div className={classes.section}>
      <p className={classes.note}>
        {installed.label ?? name} {installed.version} is installed; this workflow uses the operators of {pin.ref}{" "}
        <span className="mono">{pin.commit.slice(0, 9)}</span>.
      </p>
      <Button variant="default" onClick={() => store.getState().run(moveRepository(name, ref, commit))}>
        Use {ref === pin.ref ? `the newer commit of ${ref}` : ref}
      </Button>
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
