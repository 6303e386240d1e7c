/** How Airflow treats the task: tries, time, order, resources. A small schema, drawn by the same form as inputs. */
import { useMemo } from "react";
import type { Json, JsonSchema, Operator, Task } from "../../../api/types";
import { type Path, toPointer } from "../../../schema-form/pointer";
import { SchemaForm } from "../../../schema-form/SchemaForm";
import { setOption } from "../document/commands";
import { useDocumentStore } from "../document/store";
import { useEditor } from "../editor";

const RULES = [
  "all_success",
  "all_done",
  "all_failed",
  "one_success",
  "one_failed",
  "one_done",
  "none_failed",
  "none_failed_min_one_success",
  "none_skipped",
  "all_skipped",
  "always",
];

const OPTIONS: JsonSchema = {
  type: "object",
  properties: {
    retries: {
      type: "integer",
      minimum: 0,
      maximum: 100,
      default: 0,
      title: "Tries again",
      description: "How often a failed task is tried again.",
    },
    retry_delay_seconds: { type: "number", minimum: 0, default: 30, title: "Seconds between tries" },
    timeout_seconds: {
      type: "number",
      exclusiveMinimum: 0,
      title: "Time-out in seconds",
      description: "The task fails when it takes longer. Empty means no limit.",
    },
    trigger_rule: {
      enum: RULES,
      default: "all_success",
      title: "Starts when",
      description: "Which outcome of the tasks before it lets this task start. These are Airflow's trigger rules.",
    },
    storage_access: { enum: ["read_write", "read", "none"], default: "read_write", title: "Shared storage" },
    resources: {
      type: "object",
      title: "Resources",
      properties: {
        cpu: { type: "string", title: "CPU", description: "In Kubernetes notation: 500m is half a core." },
        memory: { type: "string", title: "Memory", description: "In Kubernetes notation: 256Mi, 2Gi." },
        gpu: { type: "integer", minimum: 0, maximum: 64, default: 0, title: "GPUs" },
      },
    },
  },
};

interface Props {
  taskKey: string;
  task: Task;
  operator: Operator | undefined;
}

export function OptionsTab({ taskKey, task }: Props) {
  const store = useDocumentStore();
  const { problems } = useEditor();
  const byPointer = useMemo(() => new Map(problems.map((problem) => [problem.path, problem.message])), [problems]);
  const values = Object.fromEntries(
    Object.keys(OPTIONS.properties ?? {}).flatMap((name) => {
      const value = task[name as keyof Task] as Json | undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const onChange = ([name]: Path, value: Json | undefined) => {
    const empty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    store
      .getState()
      .run(
        setOption(taskKey, name as keyof Task, (empty ? undefined : value) as Task[keyof Task]),
        `${taskKey}/${name}`,
      );
  };
  return (
    <SchemaForm
      schema={OPTIONS}
      values={values}
      onChange={onChange}
      problems={byPointer}
      base={toPointer(["tasks", taskKey])}
    />
  );
}
