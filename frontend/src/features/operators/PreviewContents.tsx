/** What is inside a repository, before anything of it is installed. */
import type { Preview } from "../../api/types";
import { count } from "../../ui/time";
import { spaced } from "../editor/document/catalogue";
import { OperatorIcon } from "../graph/OperatorIcon";
import classes from "./Operators.module.css";
import { Problems } from "./Problems";

export function PreviewContents({ preview }: { preview: Preview }) {
  return (
    <>
      {preview.description && <p className={classes.sub}>{preview.description}</p>}
      <p className={classes.grey}>{wordsAbout(preview)}</p>
      <Problems problems={preview.problems} />
      {preview.operators.length > 0 && (
        <section className={classes.section} aria-label="Operators inside">
          <h3 className={classes.sectionTitle}>Operators</h3>
          <ul className={classes.grid}>
            {preview.operators.map((operator) => (
              <li key={operator.name} className={classes.operator}>
                <OperatorIcon operator={operator.name} icon={iconOf(operator.style)} size={36} />
                <span>
                  <span className={classes.operatorName}>{operator.label || spaced(operator.name)}</span>
                  <span className={classes.operatorText}>
                    {operator.description || "Its author wrote no description."}
                  </span>
                  <span className={classes.operatorFacts}>
                    {count(operator.inputs, "input")} · {count(operator.outputs, "output")}
                    {operator.secrets.length > 0 && ` · needs ${operator.secrets.join(", ")}`}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {preview.groups.length > 0 && (
        <section className={classes.section} aria-label="Dependency groups inside">
          <h3 className={classes.sectionTitle}>Dependency groups</h3>
          {preview.groups.map((group) => (
            <div className={classes.row} key={group.name}>
              <span>
                {group.name} <span className={classes.grey}>{group.operators.map(spaced).join(", ")}</span>
              </span>
              <span className={classes.grey}>{group.is_built ? "image is here already" : "image will be built"}</span>
            </div>
          ))}
        </section>
      )}
    </>
  );
}

const iconOf = (style: Record<string, unknown>): string =>
  typeof style.icon_class_name === "string" ? style.icon_class_name : "";

function wordsAbout({ operators, groups }: Preview): string {
  const toBuild = groups.filter((group) => !group.is_built).length;
  const building = toBuild === 0 ? "no image has to be built" : `${count(toBuild, "image")} will be built`;
  return `${count(operators.length, "operator")} in ${count(groups.length, "dependency group")}; ${building}.`;
}
