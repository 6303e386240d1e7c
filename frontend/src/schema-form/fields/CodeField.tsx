import type { KeyboardEvent } from "react";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { Suffix, standing } from "./Suffix";
import { shown } from "./TextField";

const MOST_ROWS = 20;

/** Code in a fixed-width face. Tab leaves the field, as everywhere; Ctrl+] and Ctrl+[ shift lines. */
export function CodeField(props: ControlProps) {
  const { id, describedBy, invalid, value, schema, onChange } = props;
  const form = useForm();
  const text = shown(value, schema.default);
  const language = schema.widget?.split("-")[1];
  return (
    <div className={classes.box}>
      <textarea
        className={`${classes.control} ${classes.code} ${standing(props)}`}
        id={id}
        rows={Math.min(MOST_ROWS, Math.max(5, text.split("\n").length + 1))}
        value={text}
        disabled={form.readOnly}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        spellCheck={false}
        autoCapitalize="off"
        placeholder={language ?? ""}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => shiftLines(event, onChange)}
      />
      <Suffix {...props} />
    </div>
  );
}

function shiftLines(event: KeyboardEvent<HTMLTextAreaElement>, onChange: (text: string) => void): void {
  if (!(event.ctrlKey || event.metaKey) || (event.key !== "]" && event.key !== "[")) return;
  event.preventDefault();
  const area = event.currentTarget;
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const block = area.value.slice(start, area.selectionEnd);
  const moved = event.key === "]" ? block.replaceAll(/^/gm, "    ") : block.replaceAll(/^ {1,4}/gm, "");
  onChange(area.value.slice(0, start) + moved + area.value.slice(area.selectionEnd));
}
