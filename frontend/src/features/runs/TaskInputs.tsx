/** What the task was given, as the version of this run says it. */
import type { Json, WorkflowDefinition } from "../../api/types";
import { SchemaForm } from "../../schema-form/SchemaForm";
import type { Catalogue } from "../editor/document/catalogue";
import { titleOfTask } from "../editor/document/graph";
import classes from "./RunScreen.module.css";

interface Props {
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  task: string;
  params: Record<string, Json>;
}

export function TaskInputs({ definition, catalogue, task, params }: Props) {
  const known = definition.tasks[task];
  const schema = known && catalogue.find(definition, known.operator)?.input_schema;
  if (!known || !schema)
    return (
      <p className={`${classes.pad} ${classes.grey}`}>
        The operator of this task is not installed, so its form is not known.
      </p>
    );
  const declared = definition.settings.params?.properties ?? {};
  return (
    <div className={classes.pad}>
      <SchemaForm
        schema={schema}
        values={known.inputs ?? {}}
        onChange={() => undefined}
        readOnly
        labelOf={(binding) => {
          if (binding.kind === "output") return `${titleOfTask(definition.tasks, binding.task)} · ${binding.output}`;
          const value = params[binding.name] ?? declared[binding.name]?.default;
          return value === undefined ? binding.name : `${binding.name} = ${JSON.stringify(value)}`;
        }}
      />
    </div>
  );
}
