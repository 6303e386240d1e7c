/** One operator: what it is for, what it takes and gives, and its form to try with. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { operatorsQuery } from "../../api/queries";
import type { Json } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { checkFields } from "../../schema-form/check";
import { withValueAt } from "../../schema-form/pointer";
import { SchemaForm } from "../../schema-form/SchemaForm";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { labelOf } from "../editor/document/catalogue";
import { SchemaDocs } from "../editor/inspector/DocsTab";
import { OperatorIcon } from "../graph/OperatorIcon";
import classes from "./Operators.module.css";

export function OperatorScreen() {
  const { repositoryId, name } = useParams({ from: "/signed-in/operators/$repositoryId/$name" });
  const workspace = useWorkspaceId();
  const operators = useQuery(operatorsQuery(workspace));
  const [values, setValues] = useState<Record<string, Json>>({});
  const operator = operators.data?.find((one) => one.repository_id === repositoryId && one.name === name);
  const schema = operator?.input_schema;
  const problems = useMemo(() => {
    const touched = Object.keys(values).length > 0;
    return new Map(
      schema && touched
        ? checkFields(values, schema, schema, []).map((finding) => [finding.path, finding.message])
        : [],
    );
  }, [schema, values]);
  if (operators.isPending) return <Loading what="Fetching the operator" />;
  if (!operator)
    return (
      <ErrorState
        error={operators.error ?? new Error("Its repository may have been removed.")}
        what={`There is no operator ${name}`}
      />
    );
  return (
    <div className={classes.page}>
      <Link to="/operators/$repositoryId" params={{ repositoryId }} className={classes.back}>
        {operator.repository} {operator.version}
      </Link>
      <div className={classes.head}>
        <OperatorIcon operator={operator.name} icon={operator.style?.icon_class_name ?? ""} size={40} />
        <h1 className={classes.title}>{labelOf(operator)}</h1>
      </div>
      <p className={classes.sub}>{operator.description}</p>
      <div className={classes.columns}>
        <div>
          <SchemaDocs title="Takes" schema={operator.input_schema} />
          <SchemaDocs title="Gives" schema={operator.output_schema} />
          {operator.secrets_schema && <SchemaDocs title="Secrets" schema={operator.secrets_schema} />}
        </div>
        <section className={classes.section} aria-label="Its form">
          <h2 className={classes.sectionTitle}>Its form</h2>
          <SchemaForm
            schema={operator.input_schema}
            values={values}
            problems={problems}
            onChange={(path, value) => setValues(withValueAt(values, path, value) as Record<string, Json>)}
          />
        </section>
      </div>
    </div>
  );
}
