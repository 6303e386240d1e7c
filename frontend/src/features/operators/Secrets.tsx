/** Secrets of a repository: set or taken away, never read back. */
import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import { secretsQuery } from "../../api/queries";
import type { Secret } from "../../api/types";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { StatusBadge } from "../../ui/StatusBadge";
import { TimeAgo } from "../../ui/TimeAgo";
import { tellError } from "../../ui/tell";
import classes from "./Operators.module.css";

interface Place {
  workspace: string;
  repository: string;
}

export function Secrets(place: Place) {
  const secrets = useQuery(secretsQuery(place.workspace, place.repository));
  if (!secrets.data || secrets.data.length === 0) return null;
  return (
    <section className={classes.section} aria-label="Secrets">
      <h2 className={classes.sectionTitle}>Secrets</h2>
      {secrets.data.map((secret) => (
        <SecretRow key={secret.name} secret={secret} {...place} />
      ))}
    </section>
  );
}

function SecretRow({ secret, workspace, repository }: Place & { secret: Secret }) {
  const cache = useQueryClient();
  const [typing, setTyping] = useState(false);
  const [value, setValue] = useState("");
  const path = `/workspaces/${workspace}/repositories/${repository}/secrets/${encodeURIComponent(secret.name)}`;
  const change = useMutation({
    mutationFn: (next: string | null) => (next === null ? send("DELETE", path) : send("PUT", path, { value: next })),
    onSuccess: () => {
      setTyping(false);
      setValue("");
      return cache.invalidateQueries({ queryKey: keys.secrets(workspace, repository) });
    },
    onError: (error) => tellError(`${secret.name} was not changed`, error),
  });
  return (
    <form
      className={classes.row}
      onSubmit={(event) => {
        event.preventDefault();
        if (value) change.mutate(value);
      }}
    >
      <span>
        <span className="mono">{secret.name}</span>{" "}
        <span className={classes.grey}>
          {secret.updated_at && (
            <>
              set <TimeAgo time={secret.updated_at} />
            </>
          )}
        </span>
      </span>
      {typing ? (
        <>
          <PasswordInput
            aria-label={`Value of ${secret.name}`}
            autoComplete="off"
            w={260}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": "Show the value" }}
            data-autofocus
          />
          <Button type="submit" loading={change.isPending} disabled={value === ""}>
            Set
          </Button>
          <Button variant="default" onClick={() => setTyping(false)}>
            Cancel
          </Button>
        </>
      ) : (
        <>
          <StatusBadge
            state={secret.is_set ? "success" : secret.required ? "up_for_retry" : "none"}
            word={secret.is_set ? "set" : secret.required ? "needed, not set" : "not set"}
          />
          <Button variant="default" onClick={() => setTyping(true)}>
            {secret.is_set ? "Replace" : "Set"}
          </Button>
          {secret.is_set && (
            <ConfirmButton
              variant="default"
              question={`Tasks that need ${secret.name} will fail until it is set again.`}
              confirm="Take it away"
              onConfirm={() => change.mutate(null)}
            >
              Unset
            </ConfirmButton>
          )}
        </>
      )}
    </form>
  );
}
