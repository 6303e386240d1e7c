/** One operator: what it is for, what it takes and gives, its form to try with, and who uses it. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { operatorPageQuery } from "../../api/queries";
import type { OperatorPage } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { labelOf, whyNotReady } from "../editor/document/catalogue";
import { OperatorIcon } from "../graph/OperatorIcon";
import classes from "./Operators.module.css";
import { SchemaTable } from "./SchemaTable";
import { TryForm } from "./TryForm";
import { WorkflowName } from "./UsedBy";

const Markdown = lazy(() => import("../../results/Markdown"));

export function OperatorScreen() {
  const { repositoryId, name } = useParams({ from: "/signed-in/operators/$repositoryId/$name" });
  const workspace = useWorkspaceId();
  const page = useQuery(operatorPageQuery(workspace, repositoryId, name));
  if (page.isPending) return <Loading what="Fetching the operator" />;
  if (!page.data) {
    return (
      <ErrorState
        error={page.error}
        what={`The operator ${name} could not be opened`}
        onRetry={() => void page.refetch()}
      />
    );
  }
  return <OpenOperator key={page.data.id} operator={page.data} />;
}

function OpenOperator({ operator }: { operator: OperatorPage }) {
  const reason = whyNotReady(operator);
  return (
    <div className={classes.page}>
      <Link to="/operators/$repositoryId" params={{ repositoryId: operator.repository_id }} className={classes.back}>
        {operator.repository} {operator.version}
      </Link>
      <div className={classes.head}>
        <OperatorIcon operator={operator.name} icon={operator.style?.icon_class_name ?? ""} size={40} />
        <h1 className={classes.title}>{labelOf(operator)}</h1>
      </div>
      <p className={classes.sub}>{operator.description || "Its author wrote no description."}</p>
      <p className={classes.facts}>
        <span>Dependency group {operator.group}</span>
        {resourceWords(operator.resources) && <span>{resourceWords(operator.resources)}</span>}
        {operator.tags.length > 0 && <span>{operator.tags.join(", ")}</span>}
        {isWeb(operator.source_url) && (
          <a href={operator.source_url} target="_blank" rel="noreferrer">
            Source
          </a>
        )}
      </p>
      {reason && (
        <p className={classes.unready} role="status">
          {reason}. It can be drawn with already; its tasks run once the image is there.
        </p>
      )}
      <div className={classes.columns}>
        <div>
          {operator.documentation && (
            <section className={classes.section} aria-label="From its author">
              <div className={classes.document}>
                <Suspense fallback={<Loading what="Opening the text" />}>
                  <Markdown text={operator.documentation} />
                </Suspense>
              </div>
            </section>
          )}
          <SchemaTable title="Takes" schema={operator.input_schema} asked />
          <SchemaTable title="Gives" schema={operator.output_schema} asked={false} />
          {operator.secrets_schema && <SchemaTable title="Secrets" schema={operator.secrets_schema} asked />}
          {operator.secrets_schema && (
            <p className={classes.grey}>
              They are set once for the whole repository,{" "}
              <Link to="/operators/$repositoryId" params={{ repositoryId: operator.repository_id }} hash="secrets">
                on its page
              </Link>
              .
            </p>
          )}
          <section className={classes.section} aria-label="Workflows that use it">
            <h2 className={classes.sectionTitle}>Workflows that use it</h2>
            {operator.used_by.length === 0 && <p className={classes.grey}>None yet.</p>}
            <ul className={classes.plainList}>
              {operator.used_by.map((use) => (
                <li key={use.workflow_id} className={classes.row}>
                  <WorkflowName use={use} />
                  {!use.is_current && <span className={classes.grey}>as it was in {use.ref}</span>}
                </li>
              ))}
            </ul>
          </section>
        </div>
        <section className={classes.section} aria-label="Its form">
          <h2 className={classes.sectionTitle}>Its form</h2>
          <TryForm schema={operator.input_schema} />
        </section>
      </div>
    </div>
  );
}

const isWeb = (url: string | null): url is string => url !== null && /^https?:\/\//.test(url);

function resourceWords({ cpu, memory, gpu }: OperatorPage["resources"]): string {
  const parts = [cpu && cpuWords(cpu), memory?.replace(/^(\d+)([KMGT]i)$/, "$1 $2B"), gpu ? "needs a GPU" : ""];
  return parts.filter(Boolean).join(" · ");
}

/** `500m` → `0.5 CPU`. */
const cpuWords = (cpu: string): string => `${cpu.endsWith("m") ? Number(cpu.slice(0, -1)) / 1000 : cpu} CPU`;
