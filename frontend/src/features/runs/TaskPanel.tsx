/** One task of the run: its log, what it gave, what it left, and what it was given. */
import { NativeSelect, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { resultsQuery } from "../../api/queries";
import type { Run, TaskRun, WorkflowDefinition } from "../../api/types";
import { StatusBadge } from "../../ui/StatusBadge";
import { isOver, lookOf } from "../../ui/states";
import { duration, growing } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import type { Catalogue } from "../editor/document/catalogue";
import { titleOfTask } from "../editor/document/graph";
import { OperatorIcon } from "../graph/OperatorIcon";
import { LogView } from "./log/LogView";
import { OutputTab } from "./OutputTab";
import { ResultsTab } from "./ResultsTab";
import classes from "./RunScreen.module.css";
import { TaskInputs } from "./TaskInputs";

export type TaskTab = "log" | "output" | "results" | "inputs";

interface Props {
  run: Run;
  task: string;
  runs: readonly TaskRun[];
  mapIndex: number;
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  tab: TaskTab;
  onTab: (tab: TaskTab) => void;
  onMapIndex: (index: number) => void;
}

export function TaskPanel({ run, task, runs, mapIndex, definition, catalogue, tab, onTab, onMapIndex }: Props) {
  const known = definition.tasks[task];
  const taskRun = runs.find((one) => one.map_index === mapIndex) ?? runs[0];
  const index = taskRun?.map_index ?? -1;
  const over = isOver(taskRun?.state) || isOver(run.state);
  const results = useQuery({
    ...resultsQuery(run.id, task, index),
    enabled: taskRun !== undefined && (taskRun.try_number > 0 || over),
    retry: false,
  });
  const count = results.data?.length ?? 0;
  const tries = taskRun?.try_number ?? 0;
  const fresh = `${task} ${index} ${tries} ${taskRun?.state ?? ""}`;
  const { refetch } = results;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state may mean other files
  useEffect(() => {
    if (tries > 0) void refetch();
  }, [fresh]);
  const operator = known && catalogue.find(definition, known.operator);
  return (
    <div className={classes.panel}>
      <div className={classes.panelHead}>
        <OperatorIcon
          operator={known?.operator.split("/").at(-1) ?? task}
          icon={operator?.style?.icon_class_name ?? ""}
          size={36}
        />
        <div style={{ flex: 1, minWidth: 0 }}>
          <h2 className={classes.panelTitle}>{titleOfTask(definition.tasks, task)}</h2>
          <div style={{ display: "flex", alignItems: "center", gap: 4 }}>
            <StatusBadge state={taskRun?.state} word={taskRun ? stateWords(taskRun) : "waiting"} />
            {taskRun?.state === "running" && taskRun.started_at && <Elapsed since={taskRun.started_at} />}
          </div>
        </div>
        {runs.length > 1 && (
          <NativeSelect
            aria-label="Which of the mapped runs"
            size="xs"
            value={String(index)}
            data={runs.map((one) => ({
              value: String(one.map_index),
              label: `${one.map_index}: ${lookOf(one.state).word}`,
            }))}
            onChange={(event) => onMapIndex(Number(event.currentTarget.value))}
          />
        )}
      </div>
      {taskRun?.note && taskRun.state !== "success" && <p className={classes.note}>{taskRun.note}</p>}
      <Tabs
        value={tab}
        onChange={(next) => next && onTab(next as TaskTab)}
        keepMounted={false}
        className={classes.tabs ?? ""}
      >
        <Tabs.List px={4}>
          <Tabs.Tab value="log">Log</Tabs.Tab>
          <Tabs.Tab value="output">Output</Tabs.Tab>
          <Tabs.Tab value="results">{count > 0 ? `Results ${count}` : "Results"}</Tabs.Tab>
          <Tabs.Tab value="inputs">Inputs</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="log" className={classes.body ?? ""} style={{ overflow: "hidden" }}>
          <LogView
            key={`${task} ${index}`}
            run={run.id}
            task={task}
            mapIndex={index}
            tryNumber={tries}
            tries={tries}
            over={over}
            waiting={
              over
                ? "This task left no log."
                : tries > 0
                  ? "Nothing has been written yet."
                  : "The task has not started yet. Its log will appear here as it is written."
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="output" className={classes.body ?? ""}>
          <OutputTab run={run.id} task={task} mapIndex={index} taskRun={taskRun} />
        </Tabs.Panel>
        <Tabs.Panel value="results" className={classes.body ?? ""}>
          <ResultsTab
            key={`${task} ${index}`}
            place={{ run: run.id, task, mapIndex: index }}
            over={over}
            fresh={fresh}
          />
        </Tabs.Panel>
        <Tabs.Panel value="inputs" className={classes.body ?? ""}>
          <TaskInputs definition={definition} catalogue={catalogue} task={task} params={run.params ?? {}} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function stateWords(run: TaskRun): string {
  const parts = [lookOf(run.state).word];
  if (run.seconds !== null) parts.push(duration(run.seconds));
  if (run.try_number > 1) parts.push(`try ${run.try_number}`);
  return parts.join(" · ");
}

function Elapsed({ since }: { since: string }) {
  const now = useNow();
  return <span style={{ color: "var(--running)", fontSize: 13, lineHeight: "20px" }}>· {growing(since, now)}</span>;
}
