import type { Json } from "../../api/types";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { choicesOf } from "../schema";
import { Suffix, standing } from "./Suffix";

/** One of several values; numbers stay numbers. */
export function EnumField(props: ControlProps) {
  const { id, describedBy, invalid, value, schema, onChange } = props;
  const form = useForm();
  const choices = choicesOf(schema) ?? [];
  const known = value === undefined ? schema.default : value;
  const at = choices.indexOf(known as Json);
  return (
    <div className={classes.box}>
      <select
        className={`${classes.control} ${standing(props)}`}
        id={id}
        value={at}
        disabled={form.readOnly}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(choices[Number(event.currentTarget.value)])}
      >
        {at < 0 && (
          <option value={-1} disabled>
            {known === undefined || known === null ? "Choose" : `${wordFor(known)} (not allowed)`}
          </option>
        )}
        {choices.map((choice, index) => (
          <option value={index} key={JSON.stringify(choice)}>
            {wordFor(choice)}
          </option>
        ))}
      </select>
      <Suffix {...props} inSelect />
    </div>
  );
}

const wordFor = (choice: Json): string =>
  typeof choice === "string" ? choice || "empty text" : JSON.stringify(choice);
