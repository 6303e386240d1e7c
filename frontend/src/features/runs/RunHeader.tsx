/** Which run this is, how it goes, and what can still be done to it. */
import { Button } from "@mantine/core";
import { IconPencil, IconPlayerStopFilled, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import type { Run } from "../../api/types";
import { PaletteButton } from "../../routes/PaletteButton";
import { PersonMenu } from "../../routes/PersonMenu";
import { Logo } from "../../ui/Logo";
import { StatusBadge } from "../../ui/StatusBadge";
import { isOver, lookOf, toneColor } from "../../ui/states";
import { tellError } from "../../ui/tell";
import { clock, duration, exact, growing } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import headerClasses from "../editor/header/Header.module.css";
import { useActions } from "../palette/palette";
import classes from "./RunScreen.module.css";

const TRIGGERS: Record<string, string> = {
  manual: "started by hand",
  scheduled: "by schedule",
  backfill: "backfill",
  api: "through the API",
};

export function RunHeader({ run, name }: { run: Run; name: string }) {
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (what: "cancel" | "retry") =>
      send<Run>("POST", `/runs/${run.id}/${what}`, what === "retry" ? {} : undefined),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.run(run.id) }),
    onError: (error, what) =>
      tellError(what === "cancel" ? "The run was not cancelled" : "The run was not tried again", error),
  });
  const over = isOver(run.state);
  const canRetry = run.state === "failed" || run.state === "cancelled";
  const cancelling = (run.cancel_requested ?? false) && !over;
  useActions(() => [
    ...(over
      ? []
      : [{ id: "cancel", title: "Cancel this run", group: "This run", run: () => change.mutate("cancel") }]),
    ...(canRetry
      ? [{ id: "retry", title: "Retry from what failed", group: "This run", run: () => change.mutate("retry") }]
      : []),
  ]);
  const params = Object.entries(run.params ?? {});
  return (
    <header className={headerClasses.bar}>
      <Link to="/workflows" className={headerClasses.logo} aria-label="Domino, to the workflows">
        <Logo />
      </Link>
      <Link to="/workflows" className={headerClasses.crumb}>
        Workflows
      </Link>
      <span className={headerClasses.crumb} aria-hidden>
        /
      </span>
      <Link to="/workflows/$workflowId" params={{ workflowId: run.workflow_id }} className={headerClasses.crumb}>
        {name}
      </Link>
      <span className={headerClasses.crumb} aria-hidden>
        /
      </span>
      <h1 style={{ margin: 0, fontSize: 14 }} title={exact(new Date(run.created_at))}>
        Run of {clock(new Date(run.created_at))}
      </h1>
      <span className={classes.headState} role="status">
        <StatusBadge state={run.state} word={cancelling ? "cancelling" : lookOf(run.state).word} />
        <RunTime run={run} />
      </span>
      <span className={headerClasses.state}>
        v{run.version} · {TRIGGERS[run.trigger] ?? run.trigger}
        {params.map(([key, value]) => ` · ${key} = ${typeof value === "string" ? value : JSON.stringify(value)}`)}
      </span>
      <div className={headerClasses.right}>
        <PaletteButton />
        <Button
          variant="default"
          component={Link}
          to={`/workflows/${run.workflow_id}`}
          leftSection={<IconPencil size={15} />}
        >
          Edit
        </Button>
        {canRetry && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={15} />}
            loading={change.isPending}
            onClick={() => change.mutate("retry")}
          >
            Retry failed
          </Button>
        )}
        {!over && (
          <Button
            variant="default"
            c="var(--failed)"
            leftSection={<IconPlayerStopFilled size={14} />}
            loading={change.isPending || cancelling}
            onClick={() => change.mutate("cancel")}
          >
            Cancel
          </Button>
        )}
        <PersonMenu />
      </div>
    </header>
  );
}

function RunTime({ run }: { run: Run }) {
  const now = useNow();
  const live = run.started_at && !run.ended_at ? growing(run.started_at, now) : null;
  const words = run.seconds === null ? live : duration(run.seconds);
  if (words === null) return null;
  return (
    <span className="numbers" style={{ color: toneColor(lookOf(run.state).tone) }}>
      · {words}
    </span>
  );
}
