/** Install a repository from its Git address, at one tag, branch or commit. */
import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import { keys } from "../../api/keys";
import type { Repository } from "../../api/types";

export function InstallDialog({ workspace, onClose }: { workspace: string; onClose: () => void }) {
  const cache = useQueryClient();
  const [url, setUrl] = useState("");
  const [ref, setRef] = useState("main");
  const [credential, setCredential] = useState("");
  const install = useMutation({
    mutationFn: () =>
      send<Repository>("POST", `/workspaces/${workspace}/repositories`, {
        url: url.trim(),
        ref: ref.trim(),
        ...(credential ? { credential } : {}),
      }),
    onSuccess: (repository) => {
      cache.setQueryData<Repository[]>(keys.repositories(workspace), (old) =>
        old && !old.some((one) => one.id === repository.id) ? [...old, repository] : old,
      );
      onClose();
    },
  });
  const error = install.error;
  const errorOf = (field: string) =>
    error instanceof ApiError ? error.errors.find((one) => one.path === `/${field}`)?.message : undefined;
  const general = error && !errorOf("url") && !errorOf("ref") && !errorOf("credential") ? error.message : null;
  return (
    <Modal opened onClose={onClose} title="Install a repository">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          install.mutate();
        }}
      >
        <Stack gap={12}>
          <TextInput
            label="Git address"
            placeholder="https://github.com/owner/operators.git"
            required
            withAsterisk={false}
            value={url}
            error={errorOf("url")}
            onChange={(event) => setUrl(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label="Tag, branch or commit"
            required
            withAsterisk={false}
            value={ref}
            error={errorOf("ref")}
            onChange={(event) => setRef(event.currentTarget.value)}
          />
          <PasswordInput
            label="Token, for a private repository"
            autoComplete="off"
            value={credential}
            error={errorOf("credential")}
            onChange={(event) => setCredential(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": "Show the token" }}
          />
          <Text size="xs" c="var(--text-2)">
            On one machine without containers, operators run as the person who started Domino. Install what you trust.
          </Text>
          {general && (
            <Text size="sm" c="var(--failed)" role="alert">
              {general}
            </Text>
          )}
        </Stack>
        <Group justify="flex-end" mt="lg" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={install.isPending}>
            Install
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
