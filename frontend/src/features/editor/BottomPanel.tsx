/** Opens only when asked for: all problems, or the DAG that was made of the saved version. */
import { ActionIcon, Tabs } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import type { Workflow } from "../../api/types";
import { Loading } from "../../ui/Loading";
import classes from "./EditorScreen.module.css";
import { useEditor, useEditorUi } from "./editor";
import { ProblemsList } from "./problems/ProblemsList";

const DagView = lazy(() => import("./DagView").then(({ DagView }) => ({ default: DagView })));

export function BottomPanel({ workflow }: { workflow: Workflow | undefined }) {
  const { ui, problems } = useEditor();
  const bottom = useEditorUi((state) => state.bottom);
  if (bottom === null) return null;
  return (
    <section className={classes.bottom} aria-label="Details">
      <Tabs
        value={bottom}
        onChange={(next) => ui.setState({ bottom: next as typeof bottom })}
        keepMounted={false}
        className={classes.bottomTabs ?? ""}
      >
        <Tabs.List>
          <Tabs.Tab value="problems">{problems.length > 0 ? `Problems ${problems.length}` : "Problems"}</Tabs.Tab>
          {workflow && <Tabs.Tab value="dag">Generated DAG</Tabs.Tab>}
          <ActionIcon
            aria-label="Close the details"
            ml="auto"
            mr={8}
            my="auto"
            onClick={() => ui.setState({ bottom: null })}
          >
            <IconX size={16} />
          </ActionIcon>
        </Tabs.List>
        <Tabs.Panel value="problems" className={classes.bottomBody ?? ""}>
          <ProblemsList />
        </Tabs.Panel>
        {workflow && (
          <Tabs.Panel value="dag" className={classes.bottomBody ?? ""}>
            <Suspense fallback={<Loading />}>
              <DagView workflow={workflow} />
            </Suspense>
          </Tabs.Panel>
        )}
      </Tabs>
    </section>
  );
}
