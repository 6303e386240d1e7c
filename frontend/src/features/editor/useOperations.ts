/** What a person can do to the open document, in one place for keys, buttons, palette and canvas alike. */
import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import type { Operator, Position, Task } from "../../api/types";
import { recall, remember } from "../../ui/remembered";
import { tell } from "../../ui/tell";
import { wireId } from "../graph/toFlow";
import { labelOf, repositoryKey } from "./document/catalogue";
import { copyTasks, newKeys, paste, readClip } from "./document/clipboard";
import {
  addTask,
  all,
  bind,
  type Command,
  connectOrder,
  disconnect,
  freeKey,
  freeTitle,
  moveTasks,
  nameRepository,
  removeTasks,
} from "./document/commands";
import { refusal } from "./document/graph";
import { guessBinding } from "./document/offers";
import { freePlace, GAP, NODE, positionsOf } from "./document/place";
import { useDocumentStore } from "./document/store";
import { bringIntoView, select, useEditor } from "./editor";

const RECENT = 4;
const PASTE_OFFSET = { x: 32, y: NODE.height + GAP.y };

export function useOperations() {
  const store = useDocumentStore();
  const { ui, catalogue } = useEditor();
  const flow = useReactFlow();

  return useMemo(() => {
    const now = () => store.getState().history.present;
    const run = (command: Command, about?: string) => store.getState().run(command, about);

    const middleOfView = (): Position => {
      const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
      if (!canvas) return { x: 0, y: 0 };
      const middle = flow.screenToFlowPosition({ x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 });
      return { x: Math.round(middle.x - NODE.width / 2), y: Math.round(middle.y - NODE.height / 2) };
    };

    /** The command that joins two tasks the way a person most likely means it. */
    const joining =
      (source: string, target: string): Command =>
      (definition) => {
        const guess = guessBinding(definition, catalogue, source, target);
        return guess
          ? bind(target, [guess.input], source, guess.output)(definition)
          : connectOrder(source, target)(definition);
      };

    const connect = (source: string, target: string): boolean => {
      const reason = refusal(now().tasks, source, target);
      if (reason) {
        tell(reason);
        return false;
      }
      run(joining(source, target));
      return true;
    };

    /** Add an operator; without a place it goes beside the selected task and is joined to it. */
    const add = (operator: Operator, at?: Position): string | null => {
      const repository = catalogue.repositories.find((one) => one.id === operator.repository_id);
      if (!repository) return null;
      const definition = now();
      const key = freeKey(new Set(Object.keys(definition.tasks)), operator.name);
      const repositoryName = repositoryKey(definition, repository);
      const task: Task = {
        operator: `${repositoryName}/${operator.name}`,
        title: freeTitle(definition, labelOf(operator)),
        inputs: {},
      };
      const positions = positionsOf(definition);
      const [beside] = ui.getState().selection;
      const follows =
        !at && beside !== undefined && beside in definition.tasks && operator.style?.node_type !== "source"
          ? beside
          : null;
      const origin = follows ? positions[follows] : undefined;
      const wanted = at ?? (origin ? { x: origin.x + NODE.width + GAP.x, y: origin.y } : middleOfView());
      const place = freePlace(Object.values(positions), wanted);
      run(
        all(
          nameRepository(repositoryName, repository.url, repository.ref),
          addTask(key, task, place),
          follows ? joining(follows, key) : (same) => same,
        ),
      );
      select(ui, [key]);
      ui.setState({ tab: "inputs" });
      bringIntoView(ui, [key]);
      remember(
        "recent-operators",
        [operator.id, ...recall<string[]>("recent-operators", []).filter((id) => id !== operator.id)].slice(0, RECENT),
      );
      return key;
    };

    const removeSelected = () => {
      const { selection, edge } = ui.getState();
      const [source, target] = edge?.split("→") ?? [];
      if (source && target) {
        run(disconnect(source, target));
        ui.setState({ edge: null });
      } else if (selection.length > 0) {
        run(removeTasks(selection));
        select(ui, []);
      }
    };

    const copy = async () => {
      const { selection } = ui.getState();
      if (selection.length === 0) return;
      const text = JSON.stringify(copyTasks(now(), selection));
      remember("clip", text);
      await navigator.clipboard?.writeText(text).catch(() => undefined);
    };

    const pasteText = (text: string) => {
      const clip = readClip(text) ?? readClip(recall("clip", ""));
      if (!clip) return;
      const keys = [...newKeys(now(), clip).values()];
      run(paste(clip, PASTE_OFFSET));
      select(ui, keys);
      bringIntoView(ui, keys);
    };

    return {
      add,
      /** Add where the pointer is, with the tile under it. */
      addAtPoint: (operator: Operator, point: Position) => {
        const { x, y } = flow.screenToFlowPosition(point);
        return add(operator, { x: Math.round(x - 32), y: Math.round(y - NODE.height / 2) });
      },
      connect,
      disconnect: (source: string, target: string) => run(disconnect(source, target)),
      removeSelected,
      copy,
      cut: async () => {
        await copy();
        removeSelected();
      },
      pasteText,
      duplicate: () => {
        const { selection } = ui.getState();
        if (selection.length > 0) pasteText(JSON.stringify(copyTasks(now(), selection)));
      },
      selectAll: () => select(ui, Object.keys(now().tasks)),
      chooseEdge: (source: string, target: string) => ui.setState({ selection: [], edge: wireId(source, target) }),
      undo: () => store.getState().undo(),
      redo: () => store.getState().redo(),
      arrange: async () => {
        const { arrange } = await import("../graph/arrange");
        run(moveTasks(await arrange(now())));
        window.setTimeout(() => void flow.fitView({ duration: 160, padding: 0.15, maxZoom: 1 }), 30);
      },
      showAll: () => void flow.fitView({ duration: 160, padding: 0.15, maxZoom: 1 }),
      zoom: (direction: 1 | -1) =>
        void (direction > 0 ? flow.zoomIn({ duration: 120 }) : flow.zoomOut({ duration: 120 })),
    };
  }, [store, ui, catalogue, flow]);
}

export type Operations = ReturnType<typeof useOperations>;
