/** A form for an object schema: every property in order, changed one path at a time. */
import { useMemo } from "react";
import type { Json, JsonSchema } from "../api/types";
import type { Binding } from "./binding";
import { Field } from "./Field";
import { FormContext, type FormSurroundings } from "./form";
import classes from "./form.module.css";
import { type Path, toPointer } from "./pointer";

interface Props {
  schema: JsonSchema;
  values: Record<string, Json>;
  onChange(path: Path, value: Json | undefined): void;
  readOnly?: boolean;
  choices?: FormSurroundings["choices"];
  labelOf?: (binding: Binding) => string;
  problems?: ReadonlyMap<string, string>;
  /** Pointer of the object itself, so that problems of a whole document find their field. */
  base?: string;
}

const plainLabel = (binding: Binding): string =>
  binding.kind === "param" ? binding.name : `${binding.task} · ${binding.output}`;

export function SchemaForm({
  schema,
  values,
  onChange,
  readOnly = false,
  choices = null,
  labelOf = plainLabel,
  problems,
  base = "",
}: Props) {
  const surroundings = useMemo<FormSurroundings>(
    () => ({
      Field,
      readOnly,
      choices,
      labelOf,
      problemAt: (path) => problems?.get(base + toPointer(path)),
      pointerOf: (path) => base + toPointer(path),
    }),
    [readOnly, choices, labelOf, problems, base],
  );
  const required = new Set(schema.required ?? []);
  return (
    <FormContext value={surroundings}>
      <div className={classes.form}>
        {Object.entries(schema.properties ?? {}).map(([name, field]) => (
          <Field
            key={name}
            name={name}
            schema={field}
            root={schema}
            required={required.has(name)}
            value={values[name]}
            path={[name]}
            onChange={(value) => onChange([name], value)}
          />
        ))}
      </div>
    </FormContext>
  );
}
