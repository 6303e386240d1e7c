/** Ctrl+K: every action of the open screen, every workflow and every place, in one search. */
import { Kbd, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { keys } from "../../api/keys";
import type { WorkflowSummary } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { search } from "../../ui/rank";
import classes from "./CommandPalette.module.css";
import { type Action, closePalette, usePalette } from "./palette";

export function CommandPalette() {
  return (
    <Modal
      opened
      onClose={closePalette}
      withCloseButton={false}
      padding={0}
      size={600}
      attributes={{ content: { "aria-label": "Search and actions" } }}
    >
      <PaletteList />
    </Modal>
  );
}

function PaletteList() {
  const actions = useEverything();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const found = useMemo(
    () => search(query, actions, (action) => ({ title: action.title, more: `${action.group} ${action.more ?? ""}` })),
    [query, actions],
  );
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at, id]);
  const run = (action: Action | undefined) => {
    if (!action) return;
    closePalette();
    // The dialog gives the focus back first; an action that moves it must come after.
    window.setTimeout(() => action.run(), 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className={classes.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        aria-label="Search and actions"
        placeholder="Search workflows, places and actions"
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.list} role="listbox" id={`${id}-list`} aria-label="Found">
        {found.map((action, index) => (
          <div key={action.id} role="presentation">
            {query === "" && action.group !== found[index - 1]?.group && (
              <div className={classes.group} role="presentation">
                {action.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input above takes the keys for the whole list */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input; see aria-activedescendant */}
            <div
              id={`${id}-${index}`}
              className={classes.item}
              role="option"
              aria-selected={index === at}
              onClick={() => run(action)}
              onMouseMove={() => setAt(index)}
            >
              {action.title}
              <span className={classes.more}>{action.more}</span>
              {action.keys && <Kbd>{action.keys}</Kbd>}
            </div>
          </div>
        ))}
        {found.length === 0 && <div className={classes.none}>Nothing is called like that.</div>}
      </div>
    </>
  );
}

function useEverything(): Action[] {
  const sources = usePalette((state) => state.sources);
  const workspace = useWorkspaceId();
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMemo(() => {
    const go = (to: string) => () => void navigate({ to });
    const workflows = cache.getQueryData<WorkflowSummary[]>(keys.workflows(workspace)) ?? [];
    const places: Action[] = [
      { id: "new", title: "New workflow", group: "Go to", run: go("/workflows/new") },
      { id: "workflows", title: "Workflows", group: "Go to", run: go("/workflows") },
      { id: "runs", title: "Runs", group: "Go to", run: go("/runs") },
      { id: "operators", title: "Operators", group: "Go to", run: go("/operators") },
      { id: "settings", title: "Settings", group: "Go to", run: go("/settings") },
      {
        id: "shortcuts",
        title: "Shortcuts",
        group: "Go to",
        run: () => void navigate({ to: "/settings", hash: "shortcuts" }),
      },
    ];
    const opens = workflows.map((workflow) => ({
      id: `workflow ${workflow.id}`,
      title: workflow.name,
      group: "Workflows",
      more: "workflow",
      run: go(`/workflows/${workflow.id}`),
    }));
    return [...sources.flatMap((source) => source.actions()), ...places, ...opens];
  }, [sources, cache, navigate, workspace]);
}
