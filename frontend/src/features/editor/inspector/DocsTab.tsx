/** What the operator says about itself. */
import type { JsonSchema, Operator } from "../../../api/types";
import { titleOf, typeWords } from "../../../schema-form/schema";
import classes from "./Inspector.module.css";

export function DocsTab({ taskKey, operator }: { taskKey: string; operator: Operator | undefined }) {
  if (!operator) return <p className={classes.note}>Nothing is known about this operator.</p>;
  return (
    <>
      <p className={classes.note}>{operator.description || "The author wrote no description."}</p>
      <dl className={classes.facts}>
        <dt>Key in the document</dt>
        <dd className="mono">{taskKey}</dd>
        <dt>Operator</dt>
        <dd>{operator.name}</dd>
        <dt>Repository</dt>
        <dd>
          {operator.repository} {operator.version}
        </dd>
        <dt>Group</dt>
        <dd>{operator.group}</dd>
        {operator.tags.length > 0 && (
          <>
            <dt>Tags</dt>
            <dd>{operator.tags.join(", ")}</dd>
          </>
        )}
        {isWeb(operator.source_url) && (
          <>
            <dt>Source</dt>
            <dd>
              <a href={operator.source_url} target="_blank" rel="noreferrer">
                Open
              </a>
            </dd>
          </>
        )}
      </dl>
      <SchemaDocs title="Inputs" schema={operator.input_schema} />
      <SchemaDocs title="Outputs" schema={operator.output_schema} />
      {operator.secrets_schema && <SchemaDocs title="Secrets" schema={operator.secrets_schema} />}
    </>
  );
}

const isWeb = (url: string | null): url is string => url !== null && /^https?:\/\//.test(url);

export function SchemaDocs({ title, schema }: { title: string; schema: JsonSchema }) {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return null;
  return (
    <section className={classes.section} aria-label={title}>
      <h3 className={classes.sectionTitle}>{title}</h3>
      <ul className={classes.docList}>
        {fields.map(([name, field]) => (
          <li className={classes.docItem} key={name}>
            <span className={classes.docHead}>
              <span className={classes.docName}>{titleOf(name, field)}</span>
              <span className={classes.docType}>{typeWords(field, schema)}</span>
            </span>
            {field.description && <p className={classes.docText}>{field.description}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
