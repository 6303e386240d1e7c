import { useState } from "react";
import { type ControlProps, useForm } from "../form";
import classes from "../form.module.css";
import { Suffix, standing } from "./Suffix";

/** A number, typed freely: what is not yet a number stays in the field and says so, and is never replaced by another. */
export function NumberField(props: ControlProps) {
  const { id, describedBy, invalid, value, schema, onChange } = props;
  const form = useForm();
  const [typed, setTyped] = useState<string | null>(null);
  const known = value === undefined ? schema.default : value;
  const text = typed ?? (known === undefined || known === null ? "" : String(known));
  const wrong = typed !== null && typed.trim() !== "" && readNumber(typed) === null;
  return (
    <div className={classes.box}>
      <input
        type="text"
        inputMode={schema.type === "integer" ? "numeric" : "decimal"}
        className={`${classes.control} numbers ${standing(props)}`}
        id={id}
        value={text}
        disabled={form.readOnly}
        aria-invalid={invalid || wrong}
        aria-describedby={describedBy}
        autoComplete="off"
        onChange={(event) => {
          const next = event.currentTarget.value;
          setTyped(next);
          if (next.trim() === "") return onChange(undefined);
          const number = readNumber(next);
          onChange(number ?? next);
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          const step =
            (schema.multipleOf ?? (schema.type === "integer" ? 1 : 0.1)) * (event.key === "ArrowUp" ? 1 : -1);
          setTyped(null);
          onChange(Number(((typeof known === "number" ? known : 0) + step).toFixed(10)));
        }}
      />
      <Suffix {...props} />
    </div>
  );
}

/** The number a person typed, with a comma or a point; null when it is none. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}
