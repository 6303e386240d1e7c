/** JSON pointers (RFC 6901): read and replace values deep inside an immutable document. */
import type { Json } from "../api/types";

export type Path = readonly (string | number)[];

export function toPointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export function fromPointer(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value at a path, or undefined where nothing is. */
export function valueAt(root: unknown, path: Path): unknown {
  let here = root;
  for (const part of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Array.isArray(here) ? here[Number(part)] : (here as Record<string, unknown>)[part];
  }
  return here;
}

/** A copy with the value at `path` replaced; undefined removes the key (or the list item). Untouched parts are shared. */
export function withValueAt(root: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (Array.isArray(root)) {
    const at = Number(head);
    const next = withValueAt(root[at], rest, value);
    if (next === undefined) return root.filter((_, index) => index !== at);
    return at < root.length ? root.with(at, next) : [...root, next];
  }
  const object = typeof root === "object" && root !== null ? root : {};
  const next = withValueAt(object[head], rest, value);
  if (next !== undefined) return { ...object, [head]: next };
  const { [head]: _, ...others } = object;
  return others;
}
