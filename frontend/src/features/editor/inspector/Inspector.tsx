/** The panel about what is selected: one task, several, or the workflow itself. */
import { Tabs } from "@mantine/core";
import { useDefinition } from "../document/store";
import { type InspectorTab, useEditor, useEditorUi } from "../editor";
import type { Operations } from "../useOperations";
import { DocsTab } from "./DocsTab";
import { InputsTab } from "./InputsTab";
import classes from "./Inspector.module.css";
import { OptionsTab } from "./OptionsTab";
import { SeveralTasks } from "./SeveralTasks";
import { TaskHead } from "./TaskHead";
import { useWanted } from "./useWanted";
import { WorkflowPanel } from "./WorkflowPanel";

export function Inspector({ operations }: { operations: Operations }) {
  const definition = useDefinition();
  const { ui, catalogue, problems } = useEditor();
  const selection = useEditorUi((state) => state.selection);
  const tab = useEditorUi((state) => state.tab);
  useWanted();
  const key = selection.length === 1 ? selection[0] : undefined;
  const task = key === undefined ? undefined : definition.tasks[key];
  if (selection.length > 1) return <SeveralTasks keys={selection} operations={operations} />;
  if (key === undefined || !task) return <WorkflowPanel />;
  const operator = catalogue.find(definition, task.operator);
  const optionErrors = problems.some(
    (problem) => problem.path.startsWith(`/tasks/${key}/`) && !problem.path.startsWith(`/tasks/${key}/inputs`),
  );
  return (
    <div className={classes.inspector} id="inspector">
      <TaskHead taskKey={key} task={task} operator={operator} />
      <Tabs
        value={tab}
        onChange={(next) => next && ui.setState({ tab: next as InspectorTab })}
        style={{ display: "flex", flexDirection: "column", flex: 1, minHeight: 0 }}
        keepMounted={false}
      >
        <Tabs.List px={4}>
          <Tabs.Tab value="inputs">Inputs</Tabs.Tab>
          <Tabs.Tab value="options">{optionErrors ? "Options (!)" : "Options"}</Tabs.Tab>
          <Tabs.Tab value="docs">Docs</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="inputs" className={classes.body ?? ""}>
          <InputsTab key={key} taskKey={key} task={task} operator={operator} operations={operations} />
        </Tabs.Panel>
        <Tabs.Panel value="options" className={classes.body ?? ""}>
          <OptionsTab key={key} taskKey={key} task={task} operator={operator} />
        </Tabs.Panel>
        <Tabs.Panel value="docs" className={classes.body ?? ""}>
          <DocsTab taskKey={key} operator={operator} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
