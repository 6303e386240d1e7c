import { Kbd } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { openPalette } from "../features/palette/palette";
import { CONTROL } from "../ui/keys";
import classes from "./Shell.module.css";

/** The way into the search over everything, for those who do not know its keys. */
export function PaletteButton() {
  return (
    <button
      type="button"
      className={classes.palette}
      onClick={openPalette}
      aria-label={`Search and actions, ${CONTROL} K`}
    >
      <IconSearch size={14} aria-hidden />
      <Kbd>{CONTROL} K</Kbd>
    </button>
  );
}
