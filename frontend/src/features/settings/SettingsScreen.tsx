/** Who one is here, how the page looks, its keys, and tokens for programs. */
import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { meQuery } from "../../api/queries";
import classes from "../operators/Operators.module.css";
import { ShortcutTable } from "./ShortcutTable";
import { Tokens } from "./Tokens";

export function SettingsScreen() {
  const { data: me } = useQuery(meQuery);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
  return (
    <div className={classes.page} style={{ maxWidth: 760 }}>
      <h1 className={classes.title}>Settings</h1>
      <section className={classes.section} aria-label="Profile">
        <h2 className={classes.sectionTitle}>Profile</h2>
        <div className={classes.row}>
          <span>{me?.name ?? "You"}</span>
          <span className={classes.grey}>{me?.email}</span>
        </div>
      </section>
      <section className={classes.section} aria-label="Theme">
        <h2 className={classes.sectionTitle}>Theme</h2>
        <SegmentedControl
          aria-label="Theme"
          value={colorScheme}
          onChange={(next) => setColorScheme(next as "light" | "dark" | "auto")}
          data={[
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
            { value: "auto", label: "As the system" },
          ]}
        />
      </section>
      <Tokens />
      <section className={classes.section} id="shortcuts" aria-label="Shortcuts">
        <h2 className={classes.sectionTitle}>Shortcuts</h2>
        <ShortcutTable />
      </section>
    </div>
  );
}
