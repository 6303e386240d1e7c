/** A table: its columns, numbers to the right, and as many rows as one asks for. */
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { count } from "../ui/time";
import { readTable } from "./csv";
import classes from "./results.module.css";
import { useText } from "./useText";
import type { ViewerProps } from "./viewer";

const PART = 100;

export default function TableView({ name, content }: ViewerProps) {
  const text = useText(content);
  const { columns, rows, numeric } = useMemo(() => readTable(text), [text]);
  const [shown, setShown] = useState(PART);
  const side = (at: number) => (numeric[at] ? classes.number : "");
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys */}
      <section className={classes.tableBox} tabIndex={0} aria-label={name}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map((column, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name; their place is their identity
                <th key={at} scope="col" className={side(at)}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <tr key={place}>
                {columns.map((_, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={at} className={side(at)} title={row[at]}>
                    {row[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={classes.more}>
        {rows.length > shown ? `${shown.toLocaleString()} of ${count(rows.length, "row")}` : count(rows.length, "row")}
        {rows.length > shown && (
          <Button variant="default" h={28} onClick={() => setShown(shown + PART * 5)}>
            Show more
          </Button>
        )}
      </div>
    </>
  );
}
