/** The editor, laid out: the canvas is the page, panels come and go. */
import { ReactFlowProvider } from "@xyflow/react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef } from "react";
import type { Operator, Repository, Workflow } from "../../api/types";
import { SidePanel } from "../../ui/SidePanel";
import { whenIdle } from "../../ui/whenIdle";
import { BottomPanel } from "./BottomPanel";
import { Canvas } from "./canvas/Canvas";
import { catalogueOf } from "./document/catalogue";
import { DocumentContext, useDefinition, useDocument } from "./document/store";
import classes from "./EditorScreen.module.css";
import { EditorContext, useEditorUi } from "./editor";
import { EditorHeader } from "./header/EditorHeader";
import { Inspector } from "./inspector/Inspector";
import type { OpenDocument } from "./open";
import { Palette } from "./palette/Palette";
import { ProblemsBar } from "./problems/ProblemsBar";
import { useProblems } from "./problems/useProblems";
import { useEditorActions } from "./useEditorActions";
import { useEditorKeys } from "./useEditorKeys";
import { useOperations } from "./useOperations";
import { useSave } from "./useSave";
import { useStart } from "./useStart";

const loadDialogs = () => import("./dialogs/Dialogs");
const Dialogs = lazy(() => loadDialogs().then((module) => ({ default: module.Dialogs })));

interface Props {
  document: OpenDocument;
  workflow: Workflow | undefined;
  workspace: string;
  operators: readonly Operator[];
  repositories: readonly Repository[];
}

export function EditorScreen(props: Props) {
  return (
    <DocumentContext value={props.document.store}>
      <ReactFlowProvider>
        <Surrounded {...props} />
      </ReactFlowProvider>
    </DocumentContext>
  );
}

function Surrounded({ document, workflow, workspace, operators, repositories }: Props) {
  const definition = useDefinition();
  const { ui } = document;
  const catalogue = useMemo(() => catalogueOf(operators, repositories), [operators, repositories]);
  const local = useProblems(definition, catalogue, workspace);
  const version = useDocument((state) => state.saved.version);
  const untouched = useDocument((state) => state.history.present === state.saved.definition);
  // What went wrong after saving (compiling, publishing) belongs to the saved version only.
  const problems = useMemo(() => {
    if (!untouched || workflow?.version !== version || workflow.status !== "failed") return local;
    const told = new Set(local.map((problem) => problem.path + problem.code));
    return [...local, ...workflow.problems.filter((problem) => !told.has(problem.path + problem.code))];
  }, [local, untouched, workflow, version]);
  const surroundings = useMemo(() => ({ ui, catalogue, problems, workspace }), [ui, catalogue, problems, workspace]);
  return (
    <EditorContext value={surroundings}>
      <Layout workflow={workflow} />
    </EditorContext>
  );
}

function Layout({ workflow }: { workflow: Workflow | undefined }) {
  const operations = useOperations();
  const saving = useSave(workflow?.id ?? null);
  const starting = useStart(workflow, saving);
  const save = useCallback(() => void saving.save(), [saving.save]);
  useEditorKeys(operations, { save, start: starting.begin });
  useEditorActions(operations, saving, starting, workflow);
  const dialog = useEditorUi((state) => state.dialog);
  const canvas = useRef<HTMLDivElement>(null);
  useEffect(() => whenIdle(loadDialogs), []);
  // The first Tab from here reaches the first task.
  useEffect(() => canvas.current?.focus({ preventScroll: true }), []);
  return (
    <div className={classes.screen}>
      <EditorHeader workflow={workflow} saving={saving} starting={starting} />
      <main className={classes.work}>
        <div className={classes.middle}>
          <div className={classes.canvas} ref={canvas} tabIndex={-1} style={{ outline: "none" }}>
            <Canvas operations={operations} />
            <div className={classes.foot}>
              <ProblemsBar />
            </div>
          </div>
          <BottomPanel workflow={workflow} />
        </div>
        <SidePanel side="left" name="palette" label="Operators" width={280}>
          <Palette operations={operations} />
        </SidePanel>
        <SidePanel side="right" name="inspector" label="Inspector" width={360}>
          <Inspector operations={operations} />
        </SidePanel>
      </main>
      {dialog && (
        <Suspense>
          <Dialogs workflow={workflow} operations={operations} saving={saving} starting={starting} />
        </Suspense>
      )}
    </div>
  );
}
