/** What is wrong with a repository: what stops it and what is only odd, each with its place. */
import { IconAlertTriangle, IconCircleXFilled } from "@tabler/icons-react";
import type { Problem } from "../../api/types";
import classes from "./Operators.module.css";

export function Problems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className={classes.problems} aria-label="Problems">
      {problems.map((problem) => (
        <li key={problem.path + problem.message} className={classes.finding} data-severity={problem.severity}>
          {problem.severity === "error" ? (
            <IconCircleXFilled size={15} aria-hidden />
          ) : (
            <IconAlertTriangle size={15} aria-hidden />
          )}
          <span>
            <span className="only-read-aloud">{problem.severity === "error" ? "Error: " : "Warning: "}</span>
            {problem.message}
            {problem.path && <span className={`${classes.grey} mono`}> {problem.path}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
