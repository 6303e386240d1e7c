/** What the task takes: its form, what it comes after, and what it gives to others. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";
import type { JsonSchema, Operator, Task } from "../../../api/types";
import type { Binding } from "../../../schema-form/binding";
import type { Choice } from "../../../schema-form/form";
import { toPointer } from "../../../schema-form/pointer";
import { SchemaForm } from "../../../schema-form/SchemaForm";
import { sentence, titleOf, typeWords } from "../../../schema-form/schema";
import { setInput } from "../document/commands";
import { suitability } from "../document/compatibility";
import { titleOfTask } from "../document/graph";
import { offersFor } from "../document/offers";
import { useDefinition, useDocumentStore } from "../document/store";
import { select, useEditor } from "../editor";
import type { Operations } from "../useOperations";
import classes from "./Inspector.module.css";

interface Props {
  taskKey: string;
  task: Task;
  operator: Operator | undefined;
  operations: Operations;
}

export function InputsTab({ taskKey, task, operator, operations }: Props) {
  const definition = useDefinition();
  const store = useDocumentStore();
  const { ui, catalogue, problems } = useEditor();
  const base = toPointer(["tasks", taskKey, "inputs"]);
  const byPointer = useMemo(() => new Map(problems.map((problem) => [problem.path, problem.message])), [problems]);

  const choices = useCallback(
    (name: string, schema: JsonSchema): Choice[] => {
      const root = operator?.input_schema ?? {};
      const now = store.getState().history.present;
      const outputs = offersFor(now, catalogue, taskKey, { name, schema, root }).map((offer) => ({
        binding: { kind: "output" as const, task: offer.task, output: offer.output },
        label: `${offer.taskTitle} · ${offer.output}`,
        type: offer.type,
        group: offer.upstream ? "Earlier tasks" : "Other tasks (will come before)",
      }));
      const params = Object.entries(now.settings.params?.properties ?? {})
        .filter(([, param]) => suitability(param, param, schema, root) > 0)
        .map(([param, paramSchema]) => ({
          binding: { kind: "param" as const, name: param },
          label: sentence(param),
          type: typeWords(paramSchema, paramSchema),
          group: "Run parameters",
        }));
      return [...outputs, ...params];
    },
    [operator, store, catalogue, taskKey],
  );
  const labelOf = useCallback(
    (binding: Binding) =>
      binding.kind === "param"
        ? sentence(binding.name)
        : `${titleOfTask(definition.tasks, binding.task)} · ${binding.output}`,
    [definition.tasks],
  );

  if (!operator) {
    return (
      <p className={classes.note}>
        This operator is not installed here, so its form is not known. Its values are kept as they are.
      </p>
    );
  }
  const outputs = Object.entries(operator.output_schema.properties ?? {});
  const hasInputs = Object.keys(operator.input_schema.properties ?? {}).length > 0;
  return (
    <>
      {!hasInputs && <p className={classes.note}>This task takes no inputs.</p>}
      <SchemaForm
        schema={operator.input_schema}
        values={task.inputs ?? {}}
        base={base}
        problems={byPointer}
        choices={choices}
        labelOf={labelOf}
        onChange={(path, value) => store.getState().run(setInput(taskKey, path, value), `${taskKey}${toPointer(path)}`)}
      />
      {(task.after?.length ?? 0) > 0 && (
        <div className={classes.section}>
          <h3 className={classes.sectionTitle}>Comes after</h3>
          {task.after?.map((source) => (
            <div className={classes.link} key={source}>
              <button type="button" className={classes.plain} onClick={() => select(ui, [source])}>
                {titleOfTask(definition.tasks, source)}
              </button>
              <ActionIcon
                aria-label={`No longer after ${titleOfTask(definition.tasks, source)}`}
                onClick={() => operations.disconnect(source, taskKey)}
              >
                <IconX size={14} />
              </ActionIcon>
            </div>
          ))}
        </div>
      )}
      {outputs.length > 0 && (
        <div className={classes.section}>
          <h3 className={classes.sectionTitle}>Gives</h3>
          <div className={classes.gives}>
            {outputs.map(([name, schema]) => (
              <span className={classes.give} key={name} title={schema.description}>
                {titleOf(name, schema)} · {typeWords(schema, operator.output_schema)}
              </span>
            ))}
          </div>
        </div>
      )}
    </>
  );
}
