/** A picture, also SVG: as an image it can run nothing. */
import { useEffect, useState } from "react";
import classes from "./results.module.css";
import type { ViewerProps } from "./viewer";

const TYPES: Record<string, string> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  bmp: "image/bmp",
};

export default function ImageView({ name, content }: ViewerProps) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const type = TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? content.type;
    const address = URL.createObjectURL(new Blob([content], { type }));
    setUrl(address);
    return () => URL.revokeObjectURL(address);
  }, [content, name]);
  return <div className={classes.imageBox}>{url && <img className={classes.image} src={url} alt={name} />}</div>;
}
