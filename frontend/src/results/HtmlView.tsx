/**
 * A page that an operator wrote: shown in a frame of no origin, which may run its own scripts but reach neither this
 * page, its tokens nor the network.
 */
import classes from "./results.module.css";
import { useText } from "./useText";
import type { ViewerProps } from "./viewer";

const POLICY = [
  "default-src 'none'",
  "img-src data:",
  "style-src 'unsafe-inline'",
  "script-src 'unsafe-inline'",
  "font-src data:",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

export default function HtmlView({ name, content }: ViewerProps) {
  const html = useText(content);
  const guarded = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">${html}`;
  return (
    <iframe
      className={classes.frame}
      title={name}
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      srcDoc={guarded}
    />
  );
}
