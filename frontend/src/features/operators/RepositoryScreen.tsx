/** One installed repository: how it stands, its images, its secrets, its operators. */
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import { operatorsQuery, repositoriesQuery } from "../../api/queries";
import type { Repository } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { topics } from "../../live/protocol";
import { useTopic } from "../../live/useLive";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { tell, tellError } from "../../ui/tell";
import { BuildLogs } from "./BuildLogs";
import { OperatorGrid } from "./OperatorGrid";
import classes from "./Operators.module.css";
import { RepositoryStatus } from "./RepositoryStatus";
import { Secrets } from "./Secrets";

export function RepositoryScreen() {
  const { repositoryId } = useParams({ from: "/signed-in/operators/$repositoryId" });
  const workspace = useWorkspaceId();
  const repositories = useQuery(repositoriesQuery(workspace));
  const operators = useQuery(operatorsQuery(workspace));
  useTopic(topics.repository(repositoryId), [keys.repositories(workspace), keys.builds(workspace, repositoryId)]);
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
  const own = operators.data?.filter((operator) => operator.repository_id === repositoryId) ?? [];
  const hasSecrets = own.some((operator) => operator.secrets_schema !== null);
  return (
    <div className={classes.page}>
      <Link to="/operators" className={classes.back}>
        All operators
      </Link>
      <div className={classes.head}>
        <h1 className={classes.title}>{repository.label ?? repository.name ?? repository.url}</h1>
        <RepositoryStatus status={repository.status} />
        <RepositoryActions repository={repository} workspace={workspace} />
      </div>
      <p className={classes.sub}>
        {repository.url} at {repository.ref}
        {repository.commit && <span className="mono"> {repository.commit.slice(0, 12)}</span>}
      </p>
      {repository.problems.map((problem) => (
        <p
          className={classes.problem}
          key={problem.path + problem.message}
          style={problem.severity === "warning" ? { color: "var(--retry)" } : {}}
        >
          {problem.message}
        </p>
      ))}
      {repository.groups.length > 0 && (
        <section className={classes.section} aria-label="Dependency groups">
          <h2 className={classes.sectionTitle}>Dependency groups</h2>
          {repository.groups.map((group) => (
            <div className={classes.row} key={group.name}>
              <span>
                {group.name} <span className={`${classes.grey} mono`}>{group.image}</span>
                {group.reason && <span className={classes.problem}> {group.reason}</span>}
              </span>
              <span className={classes.grey}>{group.operators?.join(", ")}</span>
              <RepositoryStatus status={group.status} />
            </div>
          ))}
        </section>
      )}
      <BuildLogs workspace={workspace} repository={repositoryId} />
      {(hasSecrets || own.length === 0) && <Secrets workspace={workspace} repository={repositoryId} />}
      {own.length > 0 && (
        <section className={classes.section} aria-label="Operators">
          <h2 className={classes.sectionTitle}>Operators</h2>
          <OperatorGrid operators={own} />
        </section>
      )}
    </div>
  );
}

function RepositoryActions({ repository, workspace }: { repository: Repository; workspace: string }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const base = `/workspaces/${workspace}/repositories/${repository.id}`;
  const again = useMutation({
    mutationFn: () => send("POST", `${base}/upgrade`, { ref: repository.ref }),
    onSuccess: () => tell("Asked to fetch it again."),
    onError: (error) => tellError("It was not fetched again", error),
  });
  const remove = useMutation({
    mutationFn: () => send("DELETE", base),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: keys.repositories(workspace) });
      void cache.invalidateQueries({ queryKey: keys.operators(workspace) });
      void navigate({ to: "/operators" });
    },
    onError: (error) => tellError("The repository was not removed", error),
  });
  return (
    <>
      <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        Fetch {repository.ref} again
      </Button>
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
