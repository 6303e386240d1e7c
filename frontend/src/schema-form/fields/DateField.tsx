import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { Suffix, standing } from "./Suffix";
import { shown } from "./TextField";

const KINDS: Record<string, string> = { date: "date", time: "time", "date-time": "datetime-local" };

/** A date, a time, or both, with the browser's own picker; ISO text in the document. */
export function DateField(props: ControlProps) {
  const { id, describedBy, invalid, value, schema, onChange } = props;
  const form = useForm();
  return (
    <div className={classes.box}>
      <input
        type={KINDS[schema.format ?? ""] ?? "text"}
        step={schema.format === "date" ? undefined : 1}
        className={`${classes.control} ${standing(props)}`}
        id={id}
        value={shown(value, schema.default).replace(/(Z|[+-]\d\d:\d\d)$/, "")}
        disabled={form.readOnly}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
      <Suffix {...props} />
    </div>
  );
}
