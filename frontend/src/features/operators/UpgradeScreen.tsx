/** Upgrade a repository with open eyes: what would change, what it would break, then the switch, then new versions of workflows. */
import { Button, Loader, TextInput } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import { keys } from "../../api/keys";
import { repositoriesQuery, usesQuery } from "../../api/queries";
import type { Repository, UpgradePreview, WorkflowEffect } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { topics } from "../../live/protocol";
import { useTopic } from "../../live/useLive";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { StatusBadge } from "../../ui/StatusBadge";
import { count } from "../../ui/time";
import { OperatorChanges } from "./OperatorChanges";
import classes from "./Operators.module.css";
import { Problems } from "./Problems";
import { RepositoryStatus } from "./RepositoryStatus";
import { TaskProblems, UsedBy, WorkflowName } from "./UsedBy";
import { useUpgradeLook } from "./useLook";

export function UpgradeScreen() {
  const { repositoryId } = useParams({ from: "/signed-in/operators/$repositoryId/upgrade" });
  const workspace = useWorkspaceId();
  const repositories = useQuery(repositoriesQuery(workspace));
  useTopic(topics.repository(repositoryId), [keys.repositories(workspace), keys.uses(workspace, repositoryId)]);
  if (repositories.isPending) return <Loading what="Fetching the repository" />;
  const repository = repositories.data?.find((one) => one.id === repositoryId);
  if (!repository) {
    return (
      <ErrorState
        error={repositories.error ?? new Error("It is not installed in this workspace.")}
        what="This repository could not be opened"
      />
    );
  }
  return <Assistant repository={repository} workspace={workspace} />;
}

function Assistant({ repository, workspace }: { repository: Repository; workspace: string }) {
  const [ref, setRef] = useState(repository.installed_ref ?? repository.ref);
  const look = useUpgradeLook(workspace, repository.id);
  const { seen } = look;
  const name = repository.label ?? repository.name ?? repository.url;
  const refError =
    look.error instanceof ApiError ? look.error.errors.find((one) => one.path === "/ref")?.message : undefined;
  const waiting = look.isAsking || (look.id !== null && (!seen || seen.status === "fetching"));
  return (
    <div className={classes.page}>
      <Link to="/operators/$repositoryId" params={{ repositoryId: repository.id }} className={classes.back}>
        {name}
      </Link>
      <div className={classes.head}>
        <h1 className={classes.title}>Upgrade {name}</h1>
        <RepositoryStatus status={repository.status} />
      </div>
      <p className={classes.facts}>
        <span>
          Installed: {repository.installed_ref ?? repository.ref}{" "}
          <span className="mono">{repository.commit?.slice(0, 9)}</span>
        </span>
      </p>
      <form
        className={classes.ask}
        onSubmit={(event) => {
          event.preventDefault();
          look.ask({ ref: ref.trim() });
        }}
      >
        <TextInput
          className={classes.wide ?? ""}
          label="Tag, branch or commit"
          required
          withAsterisk={false}
          value={ref}
          error={refError}
          onChange={(event) => {
            setRef(event.currentTarget.value);
            look.forget();
          }}
          autoFocus
        />
        <Button
          type="submit"
          className={classes.askButton ?? ""}
          variant={seen ? "default" : "filled"}
          disabled={waiting}
        >
          Compare
        </Button>
      </form>
      {look.error && !refError && (
        <p className={classes.problem} role="alert">
          {look.error.message}
        </p>
      )}
      {waiting && (
        <p className={classes.waiting} role="status">
          <Loader size={16} color="gray" aria-hidden /> Fetching {ref} and comparing it with what is installed…
        </p>
      )}
      {!look.id && !look.isAsking && (
        <p className={classes.sub}>
          Nothing is switched yet: first you see what would change, and for which workflows.
        </p>
      )}
      {seen?.status === "refused" && (
        <section className={classes.panel} aria-label="What was found">
          <div role="alert">
            <h2 className={classes.panelTitle}>{seen.ref} cannot be installed</h2>
          </div>
          <Problems problems={seen.problems} />
        </section>
      )}
      {seen?.status === "ready" && <Comparison seen={seen} repository={repository} workspace={workspace} />}
    </div>
  );
}

interface Props {
  seen: UpgradePreview;
  repository: Repository;
  workspace: string;
}

function Comparison({ seen, repository, workspace }: Props) {
  const isThere = repository.commit === seen.commit && repository.installed_ref === seen.ref;
  return (
    <section className={classes.panel} aria-label="What would change">
      <div className={classes.head}>
        <h2 className={classes.panelTitle}>
          {isThere ? "" : <IconArrowRight size={16} aria-hidden />} {seen.label || seen.name}{" "}
          <span className={classes.version}>{seen.version}</span>
        </h2>
        <span className={classes.grey}>
          {seen.ref} <span className="mono">{seen.commit?.slice(0, 9)}</span>
        </span>
        {!isThere && <Switch seen={seen} repository={repository} workspace={workspace} />}
      </div>
      <Problems problems={seen.problems} />
      {isThere ? (
        <Switched repository={repository} workspace={workspace} />
      ) : (
        <>
          <section className={classes.section} aria-label="Operators">
            <h3 className={classes.sectionTitle}>What changes</h3>
            <OperatorChanges changes={seen.operators_changed} />
          </section>
          <section className={classes.section} aria-label="Workflows">
            <h3 className={classes.sectionTitle}>What it means for your workflows</h3>
            <Effects effects={seen.workflows} ref_={seen.ref} />
          </section>
        </>
      )}
    </section>
  );
}

function Switch({ seen, repository, workspace }: Props) {
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: () =>
      send<Repository>("POST", `/workspaces/${workspace}/repositories/${repository.id}/upgrade`, {
        ref: seen.ref,
        commit: seen.commit,
      }),
    onSuccess: (changed) =>
      cache.setQueryData<Repository[]>(keys.repositories(workspace), (old) =>
        old?.map((one) => (one.id === changed.id ? changed : one)),
      ),
  });
  const waiting = repository.status === "queued" || repository.status === "fetching";
  return (
    <>
      {change.error && (
        <span className={classes.problem} role="alert">
          {change.error.message}
        </span>
      )}
      <Button loading={change.isPending || (change.isSuccess && waiting)} onClick={() => change.mutate()}>
        Switch to {seen.ref}
      </Button>
    </>
  );
}

function Effects({ effects, ref_ }: { effects: readonly WorkflowEffect[]; ref_: string }) {
  if (effects.length === 0) return <p className={classes.grey}>No workflow uses this repository yet.</p>;
  return (
    <>
      <p className={classes.sub}>
        Switching changes none of them: each keeps its operators until you make a new version of it. This is what a new
        version with {ref_} would be like.
      </p>
      <ul className={classes.plainList}>
        {effects.map((effect) => (
          <li key={effect.workflow_id} className={classes.use}>
            <div className={classes.row}>
              <WorkflowName use={effect} />
              <Verdict effect={effect} />
            </div>
            {effect.problems.length > 0 && <TaskProblems problems={effect.problems} use={effect} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Verdict({ effect }: { effect: WorkflowEffect }) {
  const errors = effect.problems.filter((problem) => problem.severity === "error").length;
  if (errors > 0) return <StatusBadge state="failed" word={`${count(errors, "place")} to mend`} />;
  if (effect.problems.length > 0) return <StatusBadge state="up_for_retry" word="works, with a warning" />;
  return <StatusBadge state="success" word="works as before" />;
}

/** After the switch: the workflows, and new versions of those one wants to move. */
function Switched({ repository, workspace }: { repository: Repository; workspace: string }) {
  const uses = useQuery(usesQuery(workspace, repository.id));
  return (
    <section className={classes.section} aria-label="New versions">
      <p className={classes.fine} role="status">
        {repository.installed_ref} is what is installed.
      </p>
      <h3 className={classes.sectionTitle}>Workflows that use it</h3>
      {uses.data?.length === 0 && <p className={classes.grey}>No workflow uses this repository yet.</p>}
      {uses.data && (
        <UsedBy
          workspace={workspace}
          repository={repository.id}
          installed={repository.installed_ref ?? repository.ref}
          uses={uses.data}
        />
      )}
    </section>
  );
}
