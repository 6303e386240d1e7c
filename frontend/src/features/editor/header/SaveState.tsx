/** In a few words: which version this is and whether what is on the screen is it. */
import type { Workflow } from "../../../api/types";
import { TimeAgo } from "../../../ui/TimeAgo";
import { isDirty, useDocument } from "../document/store";
import type { Saving } from "../useSave";
import classes from "./Header.module.css";

export function SaveState({ workflow, saving }: { workflow: Workflow | undefined; saving: Saving }) {
  const dirty = useDocument(isDirty);
  const version = useDocument((state) => state.saved.version);
  if (saving.waiting) {
    return (
      <span className={classes.state} role="status">
        <span className={classes.dot} />
        Not sent yet: the server cannot be reached. Kept here and sent later.
      </span>
    );
  }
  if (version === 0) return <span className={classes.state}>not saved yet</span>;
  if (dirty) {
    return (
      <span className={classes.state}>
        <span className={classes.dot} />v{version} · unsaved changes
      </span>
    );
  }
  const draft = workflow?.status === "draft" ? " · draft: has problems, does not run" : "";
  return (
    <span className={classes.state}>
      v{version} · saved <TimeAgo time={workflow?.updated_at} />
      {draft}
    </span>
  );
}
