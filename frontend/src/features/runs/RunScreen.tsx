/** A run as it happens: graph, time line, and the log and results of the chosen task. */
import { Tabs } from "@mantine/core";
import { IconPointer } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { operatorsQuery, repositoriesQuery, tasksQuery } from "../../api/queries";
import type { Run, TaskRun, WorkflowDefinition } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { EmptyState } from "../../ui/EmptyState";
import { SidePanel } from "../../ui/SidePanel";
import { catalogueOf } from "../editor/document/catalogue";
import { inOrder } from "../editor/document/graph";
import { OverlayContext, RunOverlay } from "../graph/overlay";
import { Gantt } from "./Gantt";
import { RunCanvas } from "./RunCanvas";
import { RunHeader } from "./RunHeader";
import classes from "./RunScreen.module.css";
import { StaleBar } from "./StaleBar";
import { TaskPanel, type TaskTab } from "./TaskPanel";
import { TaskTable } from "./TaskTable";
import { telling } from "./telling";

interface Props {
  run: Run;
  name: string;
  definition: WorkflowDefinition;
  firstTask: string | undefined;
}

const NO_TASKS: readonly TaskRun[] = [];

export function RunScreen({ run, name, definition, firstTask }: Props) {
  const workspace = useWorkspaceId();
  const operators = useQuery(operatorsQuery(workspace));
  const repositories = useQuery(repositoriesQuery(workspace));
  const tasksAnswer = useQuery(tasksQuery(run.id));
  const known = tasksAnswer.data ?? NO_TASKS;
  const catalogue = useMemo(
    () => catalogueOf(operators.data ?? [], repositories.data ?? []),
    [operators.data, repositories.data],
  );
  const [overlay] = useState(() => new RunOverlay());
  const [chosen, setChosen] = useState<string | null | undefined>(firstTask);
  const [mapIndex, setMapIndex] = useState(-1);
  const [tab, setTab] = useState<TaskTab>("log");

  const tasks = useMemo(() => withWaiting(known, definition), [known, definition]);
  useEffect(() => overlay.update(tasks), [overlay, tasks]);
  // Until somebody chooses, the panel shows the task that says most about the run.
  const selected = chosen === undefined ? telling(tasks, inOrder(definition.tasks)) : chosen;
  const select = (task: string | null, index = -1) => {
    setChosen(task);
    setMapIndex(index);
  };
  const ofTask = tasks.filter((task) => task.task === selected);

  return (
    <OverlayContext value={overlay}>
      <ReactFlowProvider>
        <div className={classes.screen}>
          <RunHeader run={run} name={name} />
          <StaleBar runs={[run]} />
          {run.message && run.state === "failed" && <p className={classes.note}>{run.message}</p>}
          <main className={classes.work}>
            <div className={classes.middle}>
              <div className={classes.canvas}>
                <RunCanvas
                  definition={definition}
                  catalogue={catalogue}
                  selected={selected}
                  onSelect={(task) => select(task)}
                />
              </div>
              <section className={classes.bottom} aria-label="Tasks in time">
                <Tabs defaultValue="timeline" keepMounted={false} className={classes.tabs ?? ""}>
                  <Tabs.List>
                    <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
                    <Tabs.Tab value="tasks">Tasks {Object.keys(definition.tasks).length}</Tabs.Tab>
                  </Tabs.List>
                  <Tabs.Panel value="timeline" className={classes.body ?? ""}>
                    <Gantt definition={definition} tasks={tasks} selected={selected} onSelect={select} />
                  </Tabs.Panel>
                  <Tabs.Panel value="tasks" className={classes.body ?? ""}>
                    <TaskTable definition={definition} tasks={tasks} selected={selected} onSelect={select} />
                  </Tabs.Panel>
                </Tabs>
              </section>
            </div>
            <SidePanel side="right" name="task" label="Task" width={460}>
              {selected === null ? (
                <EmptyState
                  icon={<IconPointer size={24} />}
                  title="Choose a task"
                  text="Its log, outputs and results appear here."
                />
              ) : (
                <TaskPanel
                  run={run}
                  task={selected}
                  runs={ofTask}
                  mapIndex={mapIndex}
                  definition={definition}
                  catalogue={catalogue}
                  tab={tab}
                  onTab={(next) => {
                    // Whoever looks at something is not taken elsewhere when the next task starts.
                    setChosen(selected);
                    setTab(next);
                  }}
                  onMapIndex={setMapIndex}
                />
              )}
            </SidePanel>
          </main>
        </div>
      </ReactFlowProvider>
    </OverlayContext>
  );
}

/** Tasks that Airflow has not spoken about yet are waiting. */
function withWaiting(known: readonly TaskRun[], definition: WorkflowDefinition): TaskRun[] {
  const told = new Set(known.map((task) => task.task));
  const waiting = Object.entries(definition.tasks)
    .filter(([key]) => !told.has(key))
    .map(
      ([key, task]): TaskRun => ({
        task: key,
        map_index: -1,
        operator: task.operator,
        state: null,
        try_number: 0,
        started_at: null,
        ended_at: null,
        seconds: null,
        note: null,
      }),
    );
  return [...known, ...waiting];
}
