/** Source to read, with line numbers and as much colour as helps reading. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import classes from "./CodeView.module.css";
import { type Language, tokens } from "./tokens";

const MOST_COLOURED = 200_000;

interface Props {
  text: string;
  language: Language;
  name: string;
}

export function CodeView({ text, language, name }: Props) {
  const [copied, setCopied] = useState(false);
  const lines = text.replace(/\n$/, "").split("\n").length;
  const parts = useMemo(
    () => (text.length > MOST_COLOURED ? [{ kind: "plain" as const, text, at: 0 }] : tokens(text, language)),
    [text, language],
  );
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 1500);
  };
  return (
    <div className={classes.box}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys */}
      <section className={classes.code} tabIndex={0} aria-label={name}>
        <span className={classes.numbers} aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => index + 1).join("\n")}
        </span>
        <code className={classes.lines}>
          {parts.map((part) =>
            part.kind === "plain" ? (
              part.text
            ) : (
              <span className={classes[part.kind]} key={part.at}>
                {part.text}
              </span>
            ),
          )}
        </code>
      </section>
      <Tooltip label={copied ? "Copied" : "Copy"}>
        <ActionIcon className={classes.copy ?? ""} aria-label={`Copy ${name}`} onClick={() => void copy()}>
          {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
