/** What can be drawn with: the installed repositories and their operators. */
import { Button, TextInput } from "@mantine/core";
import { IconPackage, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { operatorsQuery, repositoriesQuery } from "../../api/queries";
import type { Operator, Repository } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { search } from "../../ui/rank";
import { count } from "../../ui/time";
import { labelOf } from "../editor/document/catalogue";
import { InstallDialog } from "./InstallDialog";
import { OperatorGrid } from "./OperatorGrid";
import classes from "./Operators.module.css";
import { RepositoryStatus } from "./RepositoryStatus";

export function OperatorsScreen() {
  const workspace = useWorkspaceId();
  const repositories = useQuery(repositoriesQuery(workspace));
  const operators = useQuery(operatorsQuery(workspace));
  const [installing, setInstalling] = useState(false);
  const [query, setQuery] = useState("");
  const found = search(query, operators.data ?? [], (operator) => ({
    title: labelOf(operator),
    more: `${operator.name} ${operator.description ?? ""} ${operator.tags.join(" ")}`,
  }));
  const install = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setInstalling(true)}>
      Install a repository
    </Button>
  );
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title}>Operators</h1>
        {operators.data && operators.data.length > 0 && (
          <TextInput
            aria-label="Search operators"
            placeholder="Search"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        )}
        {install}
      </div>
      {repositories.isPending && <Loading what="Fetching the repositories" />}
      {repositories.isError && !repositories.data && (
        <ErrorState
          error={repositories.error}
          what="The repositories could not be fetched"
          onRetry={() => void repositories.refetch()}
        />
      )}
      {repositories.data?.length === 0 && (
        <EmptyState
          icon={<IconPackage size={24} />}
          title="Install the first repository"
          text="Operators come from Git repositories. Install one, and its operators can be drawn with."
        >
          {install}
        </EmptyState>
      )}
      {query === "" &&
        repositories.data?.map((repository) => (
          <RepositoryCard
            key={repository.id}
            repository={repository}
            operators={operators.data?.filter((operator) => operator.repository_id === repository.id) ?? []}
          />
        ))}
      {found.length > 0 && (
        <section className={classes.section} aria-label="Operators">
          <h2 className={classes.sectionTitle}>{query ? "Found" : "All operators"}</h2>
          <OperatorGrid operators={query ? found : found.toSorted((a, b) => labelOf(a).localeCompare(labelOf(b)))} />
        </section>
      )}
      {query !== "" && found.length === 0 && (
        <EmptyState icon={<IconSearch size={24} />} title={`Nothing is called “${query}”`} />
      )}
      {installing && <InstallDialog workspace={workspace} onClose={() => setInstalling(false)} />}
    </div>
  );
}

function RepositoryCard({ repository, operators }: { repository: Repository; operators: readonly Operator[] }) {
  const name = repository.label ?? repository.name ?? repository.url;
  return (
    <div className={classes.card}>
      <IconPackage size={22} color="var(--text-3)" aria-hidden />
      <div className={classes.cardMain}>
        <Link to="/operators/$repositoryId" params={{ repositoryId: repository.id }} className={classes.cardTitle}>
          {name}
        </Link>{" "}
        <span className={classes.grey}>{repository.version ?? repository.ref}</span>
        <div className={classes.grey}>
          {repository.url}
          {repository.commit && <span className="mono"> {repository.commit.slice(0, 9)}</span>}
        </div>
        {repository.problems.length > 0 && <p className={classes.problem}>{repository.problems[0]?.message}</p>}
      </div>
      <span className={classes.grey}>{operators.length > 0 && count(operators.length, "operator")}</span>
      <RepositoryStatus status={repository.status} />
    </div>
  );
}
