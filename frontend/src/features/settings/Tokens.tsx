/** Tokens for programs that use the API; each is shown once, when it is made. */
import { Button, CopyButton, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import { keys } from "../../api/keys";
import { tokensQuery } from "../../api/queries";
import type { NewApiToken } from "../../api/types";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { TimeAgo } from "../../ui/TimeAgo";
import { tellError } from "../../ui/tell";
import classes from "../operators/Operators.module.css";

export function Tokens() {
  const cache = useQueryClient();
  const tokens = useQuery(tokensQuery);
  const [name, setName] = useState("");
  const refetch = () => cache.invalidateQueries({ queryKey: keys.tokens });
  const make = useMutation({
    mutationFn: () => send<NewApiToken>("POST", "/tokens", { name }),
    onSuccess: () => {
      setName("");
      return refetch();
    },
    onError: (error) => tellError("The token was not made", error),
  });
  const remove = useMutation({
    mutationFn: (id: string) => send("DELETE", `/tokens/${id}`),
    onSuccess: refetch,
    onError: (error) => tellError("The token was not removed", error),
  });
  return (
    <section className={classes.section} aria-label="API tokens">
      <h2 className={classes.sectionTitle}>API tokens</h2>
      {tokens.data?.map((token) => (
        <div className={classes.row} key={token.id}>
          <span>{token.name}</span>
          <span className={classes.grey}>
            {token.created_at && (
              <>
                made <TimeAgo time={token.created_at} />
              </>
            )}
          </span>
          <ConfirmButton
            variant="default"
            question={`Programs that use “${token.name}” are locked out at once.`}
            confirm="Remove the token"
            onConfirm={() => remove.mutate(token.id)}
          >
            Remove
          </ConfirmButton>
        </div>
      ))}
      {make.data?.token && (
        <div className={classes.row} role="status">
          <code className="mono" style={{ overflowWrap: "anywhere" }}>
            {make.data.token}
          </code>
          <span className={classes.grey}>Shown only now.</span>
          <CopyButton value={make.data.token}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
        </div>
      )}
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) make.mutate();
        }}
      >
        <TextInput
          aria-label="Name of the new token"
          placeholder="What the token is for"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={make.isPending} disabled={name.trim() === ""}>
          Make a token
        </Button>
      </form>
    </section>
  );
}
