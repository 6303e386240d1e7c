/** The operators that can be used, and how a document's `<key>/<Name>` finds one of them. */
import type { Operator, Repository, WorkflowDefinition } from "../../../api/types";

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

/** `CountWords` → `Count words`; the older `…Piece` ending says nothing and goes. */
export function spaced(name: string): string {
  const words = name.replace(/(Piece|Operator)$/, "").replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2") || name;
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
