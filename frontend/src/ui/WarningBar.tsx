/** One line across the page that says what is not as usual, read aloud when it appears. */
import type { ReactNode } from "react";
import classes from "./WarningBar.module.css";

export function WarningBar({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.bar} role="status">
      {icon}
      {children}
    </div>
  );
}
