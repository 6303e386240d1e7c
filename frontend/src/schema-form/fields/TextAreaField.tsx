import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { Suffix, standing } from "./Suffix";
import { shown } from "./TextField";

const MOST_ROWS = 12;

/** Several lines of text, growing with what is in it. */
export function TextAreaField(props: ControlProps) {
  const { id, describedBy, invalid, value, schema, onChange } = props;
  const form = useForm();
  const text = shown(value, schema.default);
  return (
    <div className={classes.box}>
      <textarea
        className={`${classes.control} ${standing(props)}`}
        id={id}
        rows={Math.min(MOST_ROWS, Math.max(3, text.split("\n").length))}
        value={text}
        disabled={form.readOnly}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={value === "" ? "empty text" : ""}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Suffix {...props} />
    </div>
  );
}
