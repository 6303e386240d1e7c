/** The name, how it stands, and the two things one presses: Save and Run. */
import { Button, Kbd } from "@mantine/core";
import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Workflow } from "../../../api/types";
import { PaletteButton } from "../../../routes/PaletteButton";
import { PersonMenu } from "../../../routes/PersonMenu";
import { CONTROL } from "../../../ui/keys";
import { Logo } from "../../../ui/Logo";
import { isDirty, useDocument, useDocumentStore } from "../document/store";
import type { Saving } from "../useSave";
import type { Starting } from "../useStart";
import { EditorMenu } from "./EditorMenu";
import classes from "./Header.module.css";
import { SaveState } from "./SaveState";
import { Stages } from "./Stages";

interface Props {
  workflow: Workflow | undefined;
  saving: Saving;
  starting: Starting;
}

export function EditorHeader({ workflow, saving, starting }: Props) {
  const store = useDocumentStore();
  const name = useDocument((state) => state.name);
  const dirty = useDocument(isDirty);
  const isEmpty = useDocument((state) => Object.keys(state.history.present.tasks).length === 0);
  return (
    <header className={classes.bar}>
      <Link to="/workflows" className={classes.logo} aria-label="Domino, to the workflows">
        <Logo />
      </Link>
      <Link to="/workflows" className={classes.crumb}>
        Workflows
      </Link>
      <span className={classes.crumb} aria-hidden>
        /
      </span>
      <h1 className="only-read-aloud">{name}</h1>
      <input
        className={classes.name}
        aria-label="Name of the workflow"
        value={name}
        maxLength={200}
        onChange={(event) => store.getState().rename(event.currentTarget.value)}
        onBlur={(event) =>
          event.currentTarget.value.trim() === "" && store.getState().rename(store.getState().saved.name)
        }
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      <SaveState workflow={workflow} saving={saving} />
      <div className={classes.right}>
        {workflow && !dirty && <Stages workflow={workflow} />}
        <PaletteButton />
        <EditorMenu workflow={workflow} />
        <Button
          variant="default"
          loading={saving.busy}
          disabled={!dirty && workflow !== undefined}
          rightSection={<Kbd>{CONTROL} S</Kbd>}
          onClick={() => void saving.save()}
        >
          Save
        </Button>
        <Button
          leftSection={<IconPlayerPlayFilled size={14} />}
          loading={starting.busy}
          disabled={isEmpty}
          onClick={starting.waiting ? starting.forget : starting.begin}
          title={
            starting.waiting ? "Starts as soon as the steps are done. Press to take it back." : `Run (${CONTROL} Enter)`
          }
        >
          {starting.waiting ? "Starts when ready" : "Run"}
        </Button>
        <PersonMenu />
      </div>
    </header>
  );
}
