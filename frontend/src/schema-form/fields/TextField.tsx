import { literalOf } from "../binding";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { Suffix, standing } from "./Suffix";

/** One line of text. Empty text is a value; the cross goes back to the default. */
export function TextField(props: ControlProps) {
  const { id, describedBy, invalid, value, schema, onChange } = props;
  const form = useForm();
  return (
    <div className={classes.box}>
      <input
        type="text"
        className={`${classes.control} ${standing(props)}`}
        id={id}
        value={shown(value, schema.default)}
        disabled={form.readOnly}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={value === "" ? "empty text" : ""}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Suffix {...props} />
    </div>
  );
}

export function shown(value: ControlProps["value"], otherwise: ControlProps["value"]): string {
  const now = value === undefined ? otherwise : literalOf(value);
  if (now === undefined || now === null) return "";
  return typeof now === "string" ? now : JSON.stringify(now);
}
