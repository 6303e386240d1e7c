/** The operators that can be used, by repository: search, drag onto the canvas, or press Enter. */
import { Kbd } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useMemo, useState } from "react";
import type { Operator } from "../../../api/types";
import { groupBy } from "../../../ui/groupBy";
import { search } from "../../../ui/rank";
import { recall } from "../../../ui/remembered";
import { type Catalogue, labelOf } from "../document/catalogue";
import { useEditor } from "../editor";
import type { Operations } from "../useOperations";
import classes from "./Palette.module.css";
import { PaletteItem } from "./PaletteItem";

interface Group {
  title: string;
  operators: Operator[];
}

export function Palette({ operations }: { operations: Operations }) {
  const { catalogue } = useEditor();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const groups = useMemo(() => grouped(catalogue, query), [catalogue, query]);
  const flat = groups.flatMap((group) => group.operators);
  const searching = query.trim() !== "";

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "ArrowDown") setAt(Math.min(flat.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Escape") {
      if (query) setQuery("");
      else event.currentTarget.blur();
    } else if (event.key === "Enter" && flat[at]) {
      operations.add(flat[at]);
      setQuery("");
      setAt(0);
    } else return;
    event.preventDefault();
  };

  return (
    <div className={classes.palette}>
      <div className={classes.search}>
        <IconSearch size={14} className={classes.glass ?? ""} aria-hidden />
        <input
          id="operator-search"
          className={classes.input}
          type="search"
          aria-label="Find an operator"
          placeholder="Find an operator"
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <span className={classes.key}>
          <Kbd>{searching ? "Enter" : "/"}</Kbd>
        </span>
      </div>
      <div className={classes.list}>
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className={classes.group}>
              {group.title}
              <span>{group.operators.length}</span>
            </h3>
            {group.operators.map((operator) => (
              <PaletteItem
                key={operator.id}
                operator={operator}
                active={searching && flat[at]?.id === operator.id}
                onAdd={() => operations.add(operator)}
              />
            ))}
          </section>
        ))}
        {flat.length === 0 && catalogue.operators.length > 0 && (
          <p className={classes.note}>Nothing is called “{query}”.</p>
        )}
        {catalogue.operators.length === 0 && (
          <p className={classes.note}>
            No operators are installed yet. <Link to="/operators">Install a repository</Link> to have something to draw
            with.
          </p>
        )}
      </div>
    </div>
  );
}

function grouped({ operators, repositories }: Catalogue, query: string): Group[] {
  const labels = new Map(repositories.map((repository) => [repository.id, repository.label ?? repository.name]));
  if (query.trim() !== "") {
    const found = search(query, operators, (operator) => ({
      title: labelOf(operator),
      more: `${operator.name} ${operator.description ?? ""} ${operator.tags.join(" ")} ${operator.repository}`,
    }));
    return found.length > 0 ? [{ title: "Found", operators: found }] : [];
  }
  const groups = [
    ...groupBy(
      operators,
      (operator) => `${labels.get(operator.repository_id) ?? operator.repository} ${operator.version}`,
    ),
  ].map(([title, members]) => ({
    title,
    operators: members.toSorted((a, b) => labelOf(a).localeCompare(labelOf(b))),
  }));
  const recent = recall<string[]>("recent-operators", []).flatMap(
    (id) => operators.find((operator) => operator.id === id) ?? [],
  );
  return recent.length > 0 && operators.length > 12
    ? [{ title: "Recently used", operators: recent }, ...groups]
    : groups;
}
