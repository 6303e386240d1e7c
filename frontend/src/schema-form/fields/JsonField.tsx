import { useState } from "react";
import type { Json } from "../../api/types";
import { escaped, literalOf } from "../binding";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";

/** Anything, as JSON. What does not parse stays in the field with the reason; the last good value is kept. */
export function JsonField({ id, describedBy, invalid, value, schema, onChange }: ControlProps) {
  const form = useForm();
  const [typed, setTyped] = useState<string | null>(null);
  const known = value === undefined ? schema.default : literalOf(value);
  const text = typed ?? (known === undefined ? "" : JSON.stringify(known, null, 2));
  const failure = typed === null || typed.trim() === "" ? null : reasonAgainst(typed);
  return (
    <>
      <textarea
        className={`${classes.control} ${classes.code}`}
        id={id}
        rows={Math.min(12, Math.max(3, text.split("\n").length))}
        value={text}
        disabled={form.readOnly}
        aria-invalid={invalid || failure !== null}
        aria-describedby={describedBy}
        spellCheck={false}
        placeholder="JSON"
        onChange={(event) => {
          const next = event.currentTarget.value;
          setTyped(next);
          if (next.trim() === "") onChange(undefined);
          else if (reasonAgainst(next) === null) onChange(escaped(JSON.parse(next) as Json));
        }}
        onBlur={() => failure === null && setTyped(null)}
      />
      {failure && <p className={classes.error}>Not yet JSON: {failure}</p>}
    </>
  );
}

function reasonAgainst(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "it cannot be read";
  }
}
