import { useState } from "react";
import type { Json } from "../../api/types";
import { checkValue } from "../check";
import { fieldFor } from "../field";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { firstValue, shapeOf, typeWords } from "../schema";

/** One of several kinds of value: the kind is chosen first, then the field of that kind. */
export function UnionField(props: ControlProps) {
  const { title, schema, root, value, onChange } = props;
  const form = useForm();
  const branches = schema.anyOf ?? [];
  const known = value === undefined ? schema.default : value;
  const fitting = branches.findIndex((branch) => fits(known, branch, root));
  const [chosen, setChosen] = useState<number | null>(null);
  const at = chosen ?? Math.max(0, fitting);
  const { schema: shape } = shapeOf(branches[at] ?? {}, root);
  const [, Control] = fieldFor(shape);
  return (
    <div className={classes.rows}>
      <select
        className={classes.control}
        aria-label={`Kind of ${title}`}
        value={at}
        disabled={form.readOnly}
        onChange={(event) => {
          const next = Number(event.currentTarget.value);
          setChosen(next);
          onChange(firstValue(branches[next] ?? {}, root));
        }}
      >
        {branches.map((branch, index) => (
          <option value={index} key={JSON.stringify(branch)}>
            {typeWords(branch, root)}
          </option>
        ))}
      </select>
      <fieldset className={classes.field}>
        <legend className="only-read-aloud">{title}</legend>
        <label className="only-read-aloud" htmlFor={props.id}>
          {title}
        </label>
        <Control {...props} schema={schema.default === undefined ? shape : { ...shape, default: schema.default }} />
      </fieldset>
    </div>
  );
}

function fits(value: Json | undefined, branch: ControlProps["schema"], root: ControlProps["root"]): boolean {
  return value !== undefined && checkValue(value, branch, root, [], "value", false).length === 0;
}
