import type { Json } from "../../api/types";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { withValueAt } from "../pointer";

/** An object with known fields, set field by field. */
export function ObjectField({ schema, root, value, path, onChange }: ControlProps) {
  const { Field } = useForm();
  const known = value === undefined ? schema.default : value;
  const object: Record<string, Json> =
    typeof known === "object" && known !== null && !Array.isArray(known) ? known : {};
  const required = new Set(schema.required ?? []);
  return (
    <div className={classes.group}>
      {Object.entries(schema.properties ?? {}).map(([name, field]) => (
        <Field
          key={name}
          name={name}
          schema={field}
          root={root}
          required={required.has(name)}
          value={object[name]}
          path={[...path, name]}
          onChange={(next) => onChange(withValueAt(object, [name], next))}
        />
      ))}
    </div>
  );
}
