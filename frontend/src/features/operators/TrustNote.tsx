import { IconShieldExclamation } from "@tabler/icons-react";
import classes from "./Operators.module.css";

/** Said wherever somebody is about to let the code of others run here. */
export function TrustNote() {
  return (
    <p className={classes.trust}>
      <IconShieldExclamation size={16} aria-hidden />
      <span>
        Without containers, operators run as the user who started Domino. Install only repositories you trust. Looking
        inside runs none of their code.
      </span>
    </p>
  );
}
