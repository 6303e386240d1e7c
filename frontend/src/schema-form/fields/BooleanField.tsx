import { Switch } from "@mantine/core";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { Suffix } from "./Suffix";

/** Yes or no, in words beside the switch. */
export function BooleanField(props: ControlProps) {
  const { id, describedBy, invalid, value, schema, onChange } = props;
  const form = useForm();
  const known = value === undefined ? schema.default : value;
  const word = known === undefined || known === null ? "Not set" : known ? "Yes" : "No";
  return (
    <div className={`${classes.box} ${classes.control}`} style={{ minHeight: 34 }}>
      <Switch
        id={id}
        size="xs"
        checked={known === true}
        disabled={form.readOnly}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span style={{ marginLeft: 8 }}>{word}</span>
      <Suffix {...props} />
    </div>
  );
}
