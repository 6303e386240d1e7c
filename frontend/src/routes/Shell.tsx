/** What every signed-in screen stands in: the bar, the offline mark and the search over everything. */
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { keys } from "../api/keys";
import { useWorkspaceId } from "../api/workspace";
import { usePalette, usePaletteKey } from "../features/palette/palette";
import { topics } from "../live/protocol";
import { useTopic } from "../live/useLive";
import { Loading } from "../ui/Loading";
import { Logo } from "../ui/Logo";
import { whenIdle } from "../ui/whenIdle";
import { OfflineBar } from "./OfflineBar";
import { PaletteButton } from "./PaletteButton";
import { PersonMenu } from "./PersonMenu";
import classes from "./Shell.module.css";

const loadPalette = () => import("../features/palette/CommandPalette");
const CommandPalette = lazy(() => loadPalette().then((module) => ({ default: module.CommandPalette })));

/** Screens that bring their own bar: the canvas is the page. */
const OWN_BAR = /^\/(workflows\/[^/]+$|runs\/[^/]+$)/;

export function Shell() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const workspace = useWorkspaceId();
  useTopic(topics.workspace(workspace), [keys.workflows(workspace), keys.repositories(workspace), keys.watch]);
  const palette = usePalette((state) => state.open);
  usePaletteKey();
  useEffect(() => whenIdle(loadPalette), []);
  const ownBar = OWN_BAR.test(path);
  const Main = ownBar ? "div" : "main";
  return (
    <div className={classes.shell}>
      {!ownBar && (
        <a className={classes.skip} href="#main">
          Skip to the content
        </a>
      )}
      <OfflineBar />
      {!ownBar && (
        <header className={classes.bar}>
          <Link to="/workflows" className={classes.logo} aria-label="Domino, to the workflows">
            <Logo />
          </Link>
          <nav aria-label="Main" style={{ display: "flex", gap: 4 }}>
            <Link to="/workflows" className={classes.link}>
              Workflows
            </Link>
            <Link to="/runs" className={classes.link}>
              Runs
            </Link>
            <Link to="/operators" className={classes.link}>
              Operators
            </Link>
            <Link to="/settings" className={classes.link}>
              Settings
            </Link>
          </nav>
          <div className={classes.right}>
            <PaletteButton />
            <PersonMenu />
          </div>
        </header>
      )}
      <Main id="main" className={classes.main} tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </Main>
      {palette && (
        <Suspense>
          <CommandPalette />
        </Suspense>
      )}
    </div>
  );
}
