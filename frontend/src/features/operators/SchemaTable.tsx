/** Inputs, outputs or secrets of an operator as a table a builder understands: names, kinds of values, what is needed. */
import type { JsonSchema } from "../../api/types";
import classes from "./Operators.module.css";
import { rowsOf } from "./schemaRows";

interface Props {
  title: string;
  schema: JsonSchema;
  /** Outputs are given, not asked for: nothing about them is required. */
  asked: boolean;
}

export function SchemaTable({ title, schema, asked }: Props) {
  const rows = rowsOf(schema, schema, 0);
  if (rows.length === 0) return null;
  return (
    <section className={classes.section} aria-label={title}>
      <h2 className={classes.sectionTitle}>{title}</h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            {asked && <th scope="col">Default</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path}>
              <th scope="row" style={{ paddingLeft: row.depth * 20 }}>
                {row.title}
                {row.description && <p className={classes.rowText}>{row.description}</p>}
              </th>
              <td>
                {row.kind}
                {row.choices && <p className={classes.rowText}>{row.choices}</p>}
                {row.upstream && <p className={classes.rowText}>{row.upstream}</p>}
              </td>
              {asked && <td>{row.fallback}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
