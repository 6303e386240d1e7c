/** Install a repository from its Git address: look inside first, then decide. */
import { Button, Loader, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError, send } from "../../api/client";
import { keys } from "../../api/keys";
import { repositoriesQuery } from "../../api/queries";
import type { Preview, Repository } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import classes from "./Operators.module.css";
import { PreviewContents } from "./PreviewContents";
import { Problems } from "./Problems";
import { TrustNote } from "./TrustNote";
import { useLook } from "./useLook";

export function InstallScreen() {
  const workspace = useWorkspaceId();
  const wanted = useSearch({ from: "/signed-in/operators/install" });
  const [url, setUrl] = useState(wanted.url ?? "");
  const [ref, setRef] = useState(wanted.ref ?? "main");
  const look = useLook(workspace);
  const repositories = useQuery(repositoriesQuery(workspace));
  const known = repositories.data?.find((repository) => repository.url === url.trim());
  const change = (set: (value: string) => void) => (event: FormEvent<HTMLInputElement>) => {
    set(event.currentTarget.value);
    look.forget();
  };
  const errorOf = (field: string) =>
    look.error instanceof ApiError ? look.error.errors.find((one) => one.path === `/${field}`)?.message : undefined;
  const general = look.error && !errorOf("url") && !errorOf("ref") ? look.error.message : null;
  const waiting = look.isAsking || (look.id !== null && (!look.seen || look.seen.status === "fetching"));
  return (
    <div className={classes.page}>
      <Link to="/operators" className={classes.back}>
        All operators
      </Link>
      <h1 className={classes.title}>Install a repository</h1>
      <form
        className={classes.ask}
        onSubmit={(event) => {
          event.preventDefault();
          look.ask({ url: url.trim(), ref: ref.trim() });
        }}
      >
        <TextInput
          className={classes.wide ?? ""}
          label="Git address"
          placeholder="https://github.com/owner/operators.git"
          required
          withAsterisk={false}
          value={url}
          error={errorOf("url")}
          onChange={change(setUrl)}
          autoFocus
        />
        <TextInput
          label="Tag, branch or commit"
          required
          withAsterisk={false}
          value={ref}
          error={errorOf("ref")}
          onChange={change(setRef)}
        />
        <Button
          type="submit"
          className={classes.askButton ?? ""}
          variant={look.seen ? "default" : "filled"}
          disabled={waiting || known !== undefined}
        >
          Look inside
        </Button>
      </form>
      {known && (
        <p className={classes.sub} role="status">
          This repository is installed already.{" "}
          <Link to="/operators/$repositoryId/upgrade" params={{ repositoryId: known.id }}>
            Upgrade it to another ref
          </Link>{" "}
          instead.
        </p>
      )}
      {general && (
        <p className={classes.problem} role="alert">
          {general}
        </p>
      )}
      {waiting && (
        <p className={classes.waiting} role="status">
          <Loader size={16} color="gray" aria-hidden /> Fetching {ref} and reading what is inside…
        </p>
      )}
      {!look.seen && <TrustNote />}
      {look.seen?.status === "refused" && <Refused preview={look.seen} />}
      {look.seen?.status === "ready" && <Offer preview={look.seen} workspace={workspace} />}
    </div>
  );
}

function Refused({ preview }: { preview: Preview }) {
  return (
    <section className={classes.panel} aria-label="What was found">
      <div role="alert">
        <h2 className={classes.panelTitle}>
          {preview.commit ? `${preview.label || preview.name} cannot be installed` : "Nothing could be fetched"}
        </h2>
      </div>
      {preview.commit ? <PreviewContents preview={preview} /> : <Problems problems={preview.problems} />}
    </section>
  );
}

function Offer({ preview, workspace }: { preview: Preview; workspace: string }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const install = useMutation({
    mutationFn: () =>
      send<Repository>("POST", `/workspaces/${workspace}/repositories`, {
        url: preview.url,
        ref: preview.ref,
        commit: preview.commit,
      }),
    onSuccess: (repository) => {
      cache.setQueryData<Repository[]>(keys.repositories(workspace), (old) =>
        old && !old.some((one) => one.id === repository.id) ? [...old, repository] : old,
      );
      return navigate({ to: "/operators/$repositoryId", params: { repositoryId: repository.id } });
    },
  });
  return (
    <section className={classes.panel} aria-label="What was found">
      <div className={classes.head}>
        <h2 className={classes.panelTitle}>
          {preview.label || preview.name} <span className={classes.version}>{preview.version}</span>
        </h2>
        <span className={classes.grey}>
          {preview.ref} <span className="mono">{preview.commit?.slice(0, 9)}</span>
        </span>
        <Button loading={install.isPending} onClick={() => install.mutate()}>
          Install
        </Button>
      </div>
      {install.error && (
        <p className={classes.problem} role="alert">
          {install.error.message}
        </p>
      )}
      <TrustNote />
      <PreviewContents preview={preview} />
    </section>
  );
}
