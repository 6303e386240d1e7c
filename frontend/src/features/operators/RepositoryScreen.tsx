/** One installed repository: how it stands, its operators, images and secrets, and who uses it. */
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { ApiError, send } from "../../api/client";
import { keys } from "../../api/keys";
import { installedQuery, operatorsQuery, readmeQuery, repositoriesQuery, usesQuery } from "../../api/queries";
import type { InstalledVersion, Repository, WorkflowUse } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { topics } from "../../live/protocol";
import { useTopic } from "../../live/useLive";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { TimeAgo } from "../../ui/TimeAgo";
import { tell, tellError } from "../../ui/tell";
import { count } from "../../ui/time";
import { Groups } from "./Groups";
import { OperatorGrid } from "./OperatorGrid";
import classes from "./Operators.module.css";
import { Problems } from "./Problems";
import { RepositoryStatus } from "./RepositoryStatus";
import { Secrets } from "./Secrets";
import { UsedBy, WorkflowName } from "./UsedBy";

const Markdown = lazy(() => import("../../results/Markdown"));

export function RepositoryScreen() {
  const { repositoryId } = useParams({ from: "/signed-in/operators/$repositoryId" });
  const workspace = useWorkspaceId();
  const repositories = useQuery(repositoriesQuery(workspace));
  useTopic(topics.repository(repositoryId), [
    keys.repositories(workspace),
    keys.builds(workspace, repositoryId),
    keys.uses(workspace, repositoryId),
  ]);
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
  return <OpenRepository repository={repository} workspace={workspace} />;
}

function OpenRepository({ repository, workspace }: { repository: Repository; workspace: string }) {
  const operators = useQuery(operatorsQuery(workspace));
  const uses = useQuery(usesQuery(workspace, repository.id));
  const installed = useQuery(installedQuery(workspace, repository.id));
  const readme = useQuery(readmeQuery(workspace, repository.id, repository.commit));
  const [inTheWay, setInTheWay] = useState<readonly WorkflowUse[]>([]);
  const own = operators.data?.filter((operator) => operator.repository_id === repository.id) ?? [];
  return (
    <div className={classes.page}>
      <Link to="/operators" className={classes.back}>
        All operators
      </Link>
      <div className={classes.head}>
        <h1 className={classes.title}>
          {repository.label ?? repository.name ?? repository.url}{" "}
          <span className={classes.version}>{repository.version}</span>
        </h1>
        <RepositoryStatus status={repository.status} />
        <RepositoryActions repository={repository} workspace={workspace} onRefused={setInTheWay} />
      </div>
      {repository.description && <p className={classes.sub}>{repository.description}</p>}
      <p className={classes.facts}>
        <span>{repository.url}</span>
        <span>
          {repository.installed_ref ?? repository.ref} <span className="mono">{repository.commit?.slice(0, 12)}</span>
        </span>
      </p>
      {repository.status === "failed" && repository.installed_ref && repository.installed_ref !== repository.ref && (
        <p className={classes.problem} role="status">
          {repository.ref} could not be installed. The operators of {repository.installed_ref} stay in use.
        </p>
      )}
      <Problems problems={repository.problems} />
      {inTheWay.length > 0 && (
        <div className={classes.refusal} role="alert">
          <h2 className={classes.sectionTitle}>Not removed: {count(inTheWay.length, "workflow")} in the way</h2>
          <p className={classes.grey}>Delete them, or take the operators of this repository out of them, first.</p>
          <ul className={classes.plainList}>
            {inTheWay.map((use) => (
              <li key={use.workflow_id}>
                <WorkflowName use={use} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {own.length > 0 && (
        <section className={classes.section} aria-label="Operators">
          <h2 className={classes.sectionTitle}>Operators</h2>
          <OperatorGrid operators={own} />
        </section>
      )}
      <Groups workspace={workspace} repository={repository} />
      <Secrets workspace={workspace} repository={repository.id} />
      {repository.commit && uses.data && (
        <section className={classes.section} aria-label="Workflows that use it">
          <h2 className={classes.sectionTitle}>Workflows that use it</h2>
          {uses.data.length === 0 && <p className={classes.grey}>No workflow uses its operators yet.</p>}
          <UsedBy
            workspace={workspace}
            repository={repository.id}
            installed={repository.installed_ref ?? repository.ref}
            uses={uses.data}
          />
        </section>
      )}
      {installed.data && installed.data.length > 1 && <Installed versions={installed.data} />}
      {readme.data && (
        <section className={classes.section} aria-label="From its author">
          <h2 className={classes.sectionTitle}>From its author</h2>
          <div className={classes.document}>
            <Suspense fallback={<Loading what="Opening the text" />}>
              <Markdown text={readme.data} />
            </Suspense>
          </div>
        </section>
      )}
    </div>
  );
}

/** The commits that were installed at some time, since workflows may still use them. */
function Installed({ versions }: { versions: readonly InstalledVersion[] }) {
  return (
    <section className={classes.section} aria-label="Installed so far">
      <h2 className={classes.sectionTitle}>Installed so far</h2>
      {versions.map((version) => (
        <div className={classes.row} key={version.ref + version.commit}>
          <span>
            {version.ref} <span className={`${classes.grey} mono`}>{version.commit.slice(0, 9)}</span>
          </span>
          <span className={classes.grey}>
            {count(version.operators.length, "operator")} · <TimeAgo time={version.installed_at} />
            {version.is_current && " · in use"}
          </span>
        </div>
      ))}
    </section>
  );
}

interface ActionProps {
  repository: Repository;
  workspace: string;
  onRefused: (uses: readonly WorkflowUse[]) => void;
}

function RepositoryActions({ repository, workspace, onRefused }: ActionProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const base = `/workspaces/${workspace}/repositories/${repository.id}`;
  const again = useMutation({
    mutationFn: () => send("POST", `${base}/upgrade`, { ref: repository.ref }),
    onSuccess: () => tell(`${repository.ref} is being fetched again.`),
    onError: (error) => tellError("It was not fetched again", error),
  });
  const remove = useMutation({
    mutationFn: () => send("DELETE", base),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: keys.repositories(workspace) });
      void cache.invalidateQueries({ queryKey: keys.operators(workspace) });
      void navigate({ to: "/operators" });
    },
    onError: (error) => {
      const uses = error instanceof ApiError ? error.more.workflows : undefined;
      if (Array.isArray(uses)) onRefused(uses as WorkflowUse[]);
      else tellError("The repository was not removed", error);
    },
  });
  return (
    <>
      {repository.status === "failed" && (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          Try again
        </Button>
      )}
      {repository.commit && (
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/operators/$repositoryId/upgrade" params={{ repositoryId: repository.id }} {...props} />
          )}
        >
          Upgrade
        </Button>
      )}
      <ConfirmButton
        variant="default"
        loading={remove.isPending}
        question="Its operators can no longer be drawn with. Only possible while no workflow uses them."
        confirm="Remove the repository"
        onConfirm={() => remove.mutate()}
      >
        Remove
      </ConfirmButton>
    </>
  );
}
