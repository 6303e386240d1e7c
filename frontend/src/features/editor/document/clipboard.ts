/** Copying tasks as text and pasting them back with new keys; bindings among the copied follow, others stay where they can. */
import type { Json, Position, Task, WorkflowDefinition } from "../../../api/types";
import { bindingValue, mapBindings } from "../../../schema-form/binding";
import { type Command, freeKey, freeTitle } from "./commands";
import { freeOffset, positionsOf } from "./place";

const KIND = "domino/tasks/v1";

export interface Clip {
  kind: typeof KIND;
  repositories: WorkflowDefinition["repositories"];
  tasks: Record<string, Task>;
  places: Record<string, Position>;
}

export function copyTasks(definition: WorkflowDefinition, keys: readonly string[]): Clip {
  const positions = positionsOf(definition);
  const present = keys.filter((key) => key in definition.tasks);
  const pick = <T>(from: Record<string, T>) =>
    Object.fromEntries(present.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));
  const tasks = pick(definition.tasks);
  const used = new Set(Object.values(tasks).map((task) => task.operator.split("/")[0] ?? ""));
  const repositories = Object.fromEntries(Object.entries(definition.repositories).filter(([key]) => used.has(key)));
  return { kind: KIND, repositories, tasks, places: pick(positions) };
}

export function readClip(text: string): Clip | null {
  try {
    const clip = JSON.parse(text) as Partial<Clip> | null;
    return clip?.kind === KIND && clip.tasks && clip.places ? (clip as Clip) : null;
  } catch {
    return null;
  }
}

/** The keys the pasted tasks will have, by the keys they had. */
export function newKeys(definition: WorkflowDefinition, clip: Clip): Map<string, string> {
  const taken = new Set(Object.keys(definition.tasks));
  const keys = new Map<string, string>();
  for (const key of Object.keys(clip.tasks)) {
    const fresh = freeKey(taken, key.replace(/_\d+$/, ""));
    taken.add(fresh);
    keys.set(key, fresh);
  }
  return keys;
}

/** Paste beside the originals, moved as a group to a place where nothing lies. */
export const paste =
  (clip: Clip, offset: Position): Command =>
  (definition) => {
    const keys = newKeys(definition, clip);
    const group = Object.values(clip.places);
    const moved = freeOffset(Object.values(positionsOf(definition)), group, offset);
    let next: WorkflowDefinition = {
      ...definition,
      repositories: { ...clip.repositories, ...definition.repositories },
    };
    for (const [key, task] of Object.entries(clip.tasks)) {
      const fresh = keys.get(key) ?? key;
      const place = clip.places[key] ?? { x: 0, y: 0 };
      next = {
        ...next,
        tasks: { ...next.tasks, [fresh]: remapped(task, keys, definition, freeTitle(next, task.title || key)) },
        layout: {
          ...next.layout,
          nodes: { ...next.layout.nodes, [fresh]: { x: place.x + moved.x, y: place.y + moved.y } },
        },
      };
    }
    return next;
  };

function remapped(task: Task, keys: Map<string, string>, into: WorkflowDefinition, title: string): Task {
  const rename = (key: string) => keys.get(key) ?? (key in into.tasks ? key : undefined);
  const inputs = mapBindings(task.inputs ?? {}, (binding) => {
    if (binding.kind === "param") return bindingValue(binding);
    const renamed = rename(binding.task);
    return renamed && bindingValue({ ...binding, task: renamed });
  }) as Record<string, Json>;
  const after = task.after?.map(rename).filter((key) => key !== undefined);
  const { after: _, ...rest } = task;
  return { ...rest, title, inputs, ...(after?.length ? { after } : {}) };
}
