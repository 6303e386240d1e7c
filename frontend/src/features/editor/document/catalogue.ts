/** The operators that can be used, and how a document's `<key>/<Name>` finds one of them. */
import type { Operator, Repository, Workflow, WorkflowDefinition } from "../../../api/types";

export interface Catalogue {
  operators: readonly Operator[];
  repositories: readonly Repository[];
  /** The operator that a task of this document uses; undefined when its repository is not installed. */
  find(definition: WorkflowDefinition, reference: string): Operator | undefined;
}

export function catalogueOf(operators: readonly Operator[], repositories: readonly Repository[]): Catalogue {
  const byPlace = new Map(operators.map((operator) => [`${operator.repository_id}/${operator.name}`, operator]));
  const byUrl = new Map<string, Repository[]>();
  for (const repository of repositories) {
    const url = plainUrl(repository.url);
    byUrl.set(url, [...(byUrl.get(url) ?? []), repository]);
  }
  return {
    operators,
    repositories,
    find(definition, reference) {
      const [key = "", name = ""] = reference.split("/", 2);
      const wanted = definition.repositories[key];
      if (!wanted) return undefined;
      const candidates = byUrl.get(plainUrl(wanted.url)) ?? [];
      const exact = candidates.find((repository) => repository.ref === wanted.ref);
      for (const repository of exact ? [exact, ...candidates] : candidates) {
        const operator = byPlace.get(`${repository.id}/${name}`);
        if (operator) return operator;
      }
      return undefined;
    },
  };
}

const plainUrl = (url: string): string => url.replace(/\/+$/, "").replace(/\.git$/, "");

/** The key under which a document names a repository: the one it has already, or a free one from the repository's name. */
export function repositoryKey(definition: WorkflowDefinition, repository: Repository): string {
  const known = Object.entries(definition.repositories).find(
    ([, entry]) => plainUrl(entry.url) === plainUrl(repository.url),
  );
  if (known) return known[0];
  const stem = slug(repository.name ?? repository.label ?? repository.url.split("/").at(-1) ?? "repository");
  if (!definition.repositories[stem]) return stem;
  for (let number = 2; ; number += 1) if (!definition.repositories[`${stem}-${number}`]) return `${stem}-${number}`;
}

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/\.git$/, "")
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "") || "repository"
  );
}

export function labelOf(operator: Operator): string {
  return operator.style?.node_label || operator.label || spaced(operator.name);
}

/** Why tasks of this operator cannot run yet, in a sentence; null when they can. Nothing else has to wait for it. */
export function whyNotReady(operator: Operator): string | null {
  if (operator.ready) return null;
  switch (operator.image_status) {
    case "failed":
      return `Image could not be built: ${operator.image_reason ?? "see its build log"}`;
    case "building":
      return "Image is being built";
    default:
      return "Image waits to be built";
  }
}

/** What a saved workflow is pinned to: its operators there, by the key that its document uses. */
export interface Pinned {
  pins: Workflow["pins"];
  operators: readonly Operator[];
}

/** The operators to draw with: of a repository that the document still uses as it was pinned, those of the pinned commit. */
export function operatorsInUse(
  repositories: WorkflowDefinition["repositories"],
  operators: readonly Operator[],
  pinned: Pinned | null,
): readonly Operator[] {
  const kept = new Set(
    Object.entries(repositories).flatMap(([key, { url, ref, commit }]) => {
      const pin = pinned?.pins[key];
      return pin && pin.url === url && pin.ref === ref && (!commit || commit === pin.commit) ? [pin.repository_id] : [];
    }),
  );
  const theirs = pinned?.operators.filter((operator) => kept.has(operator.repository_id)) ?? [];
  const arrived = new Set(theirs.map((operator) => operator.repository_id));
  if (arrived.size === 0) return operators;
  return [...operators.filter((operator) => !arrived.has(operator.repository_id)), ...theirs];
}

/** `CountWords` → `Count words`; the older `…Piece` ending says nothing and goes. */
export function spaced(name: string): string {
  const words = name.replace(/(Piece|Operator)$/, "").replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2") || name;
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
