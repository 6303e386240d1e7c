/** Says that the states of these runs may be old, and since when: nobody watches Airflow at the moment. */
import { IconEyeOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { watchQuery } from "../../api/queries";
import type { RunBrief } from "../../api/types";
import { isOver } from "../../ui/states";
import { clock } from "../../ui/time";
import { WarningBar } from "../../ui/WarningBar";

export function StaleBar({ runs }: { runs: readonly RunBrief[] }) {
  const watch = useQuery(watchQuery);
  const since = watch.data?.stale_since;
  // What has ended stays as it is.
  if (!since || runs.every((run) => isOver(run.state))) return null;
  return (
    <WarningBar icon={<IconEyeOff size={16} aria-hidden />}>
      <span>
        States are from {clock(new Date(since))}: Airflow is not being watched. Runs go on; this page catches up by
        itself.
      </span>
    </WarningBar>
  );
}
