import { Link } from "@tanstack/react-router";
import type { Operator } from "../../api/types";
import { labelOf } from "../editor/document/catalogue";
import { OperatorIcon } from "../graph/OperatorIcon";
import classes from "./Operators.module.css";

/** Operators side by side, each leading to its page. */
export function OperatorGrid({ operators }: { operators: readonly Operator[] }) {
  return (
    <div className={classes.grid}>
      {operators.map((operator) => (
        <Link
          key={operator.id}
          to="/operators/$repositoryId/$name"
          params={{ repositoryId: operator.repository_id, name: operator.name }}
          className={classes.operator}
        >
          <OperatorIcon operator={operator.name} icon={operator.style?.icon_class_name ?? ""} size={36} />
          <span>
            <span className={classes.operatorName}>{labelOf(operator)}</span>
            <span className={classes.operatorText}>
              {operator.ready ? operator.description : "Image is being prepared"}
            </span>
          </span>
        </Link>
      ))}
    </div>
  );
}
