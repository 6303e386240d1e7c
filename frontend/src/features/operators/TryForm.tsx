/** The form of an operator as the editor shows it, to try with, and what the operator would receive. */
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Json, JsonSchema } from "../../api/types";
import { checkFields } from "../../schema-form/check";
import { withValueAt } from "../../schema-form/pointer";
import { SchemaForm } from "../../schema-form/SchemaForm";
import { CodeView } from "../../ui/CodeView";
import { count } from "../../ui/time";
import classes from "./Operators.module.css";
import { received } from "./schemaRows";

export function TryForm({ schema }: { schema: JsonSchema }) {
  const [values, setValues] = useState<Record<string, Json>>({});
  const [shown, setShown] = useState(false);
  const findings = useMemo(() => checkFields(values, schema, schema, []), [schema, values]);
  const isTouched = Object.keys(values).length > 0;
  const problems = useMemo(
    () => new Map(isTouched ? findings.map((finding) => [finding.path, finding.message]) : []),
    [findings, isTouched],
  );
  if (Object.keys(schema.properties ?? {}).length === 0) return <p className={classes.grey}>It takes no inputs.</p>;
  return (
    <>
      <SchemaForm
        schema={schema}
        values={values}
        problems={problems}
        onChange={(path, value) => setValues(withValueAt(values, path, value) as Record<string, Json>)}
      />
      <div className={classes.produced}>
        <Button variant="default" w="fit-content" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? "Hide what the operator would receive" : "Show what the operator would receive"}
        </Button>
        {shown && (
          <>
            <CodeView text={JSON.stringify(received(schema, values), null, 2)} language="json" name="Inputs as JSON" />
            <p className={classes.grey} role="status">
              {findings.length === 0
                ? "Nothing is missing."
                : `${count(findings.length, "input")} still to fill in: ${findings.map((one) => one.message).join(" ")}`}
            </p>
          </>
        )}
      </div>
    </>
  );
}
