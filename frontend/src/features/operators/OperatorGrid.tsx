import { Link } from "@tanstack/react-router";
import type { Operator } from "../../api/types";
import { labelOf, whyNotReady } from "../editor/document/catalogue";
import { OperatorIcon } from "../graph/OperatorIcon";
import classes from "./Operators.module.css";

interface Props {
  operators: readonly Operator[];
  /** Say where each is from. */
  from?: boolean;
}

/** Operators side by side, each leading to its page. */
export function OperatorGrid({ operators, from = false }: Props) {
  if (operators.length === 0) return null;
  return (
    <div className={classes.grid}>
      {operators.map((operator) => {
        const reason = whyNotReady(operator);
        return (
          <Link
            key={operator.id}
            to="/operators/$repositoryId/$name"
            params={{ repositoryId: operator.repository_id, name: operator.name }}
            className={classes.operator}
          >
            <OperatorIcon operator={operator.name} icon={operator.style?.icon_class_name ?? ""} size={36} />
            <span>
              <span className={classes.operatorName}>{labelOf(operator)}</span>
              <span className={classes.operatorText}>{operator.description}</span>
              {from && (
                <span className={classes.operatorFacts}>
                  {operator.repository} {operator.version}
                </span>
              )}
              {reason && <span className={classes.unready}>{reason}</span>}
            </span>
          </Link>
        );
      })}
    </div>
  );
}
