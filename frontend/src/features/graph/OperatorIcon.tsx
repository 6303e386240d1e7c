/** The tile of an operator: a bundled icon that comes nearest to the one it names, on its own colour. */
import {
  IconArrowsSplit2,
  IconBrain,
  IconBrandPython,
  IconBug,
  IconCalendar,
  IconChartLine,
  IconClock,
  IconCloudDownload,
  IconCode,
  IconDatabase,
  IconFileText,
  IconFilter,
  IconHash,
  IconLetterCase,
  IconMail,
  IconMessage,
  IconMicrophone,
  IconPhoto,
  IconPuzzle,
  IconReportAnalytics,
  IconTable,
  IconTransform,
} from "@tabler/icons-react";

const ICONS: readonly (readonly [pattern: RegExp, icon: typeof IconPuzzle, color: string])[] = [
  [/report|profil/, IconReportAnalytics, "#b4235e"],
  [/filter|funnel/, IconFilter, "#0b7d5c"],
  [/chart|plot|graph/, IconChartLine, "#b8480a"],
  [/brain|train|model|predict|score|robot/, IconBrain, "#6f42e5"],
  [/bug|fail|error/, IconBug, "#a3314a"],
  [/wait|sleep|clock|time(?!zone)|hourglass/, IconClock, "#495057"],
  [/date|calendar/, IconCalendar, "#5c677d"],
  [/python/, IconBrandPython, "#2b6cb0"],
  [/table|csv|rows|dataset|grid/, IconTable, "#1971c2"],
  [/image|photo|picture/, IconPhoto, "#9333b0"],
  [/http|download|scrap|fetch|web|globe|cloud/, IconCloudDownload, "#0c7489"],
  [/audio|speech|transcri|microphone/, IconMicrophone, "#9333b0"],
  [/mail/, IconMail, "#0c7489"],
  [/log|message|comment|chat|prompt/, IconMessage, "#0c7489"],
  [/branch|condition|split/, IconArrowsSplit2, "#5c677d"],
  [/conver|transform|join|merge/, IconTransform, "#4355b9"],
  [/database|sql|storage/, IconDatabase, "#1971c2"],
  [/count|number|hash|item/, IconHash, "#4355b9"],
  [/code|script|terminal/, IconCode, "#343a40"],
  [/string|letter|lorem|text/, IconLetterCase, "#8a5a00"],
  [/file|document|align|quote/, IconFileText, "#8a5a00"],
];

/** For operators that resemble nothing known. White on each of all these colours has at least 4.5 : 1. */
const COLORS = ["#1971c2", "#0b7d5c", "#6f42e5", "#b8480a", "#b4235e", "#495057", "#0c7489", "#9333b0"];

function look(operator: string, icon: string): readonly [typeof IconPuzzle, string] {
  for (const text of [operator.toLowerCase(), icon.toLowerCase()]) {
    for (const [pattern, found, color] of ICONS) if (pattern.test(text)) return [found, color];
  }
  let sum = 7;
  for (const letter of operator) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return [IconPuzzle, COLORS[sum % COLORS.length] ?? "#495057"];
}

export function OperatorIcon({ operator, icon = "", size = 32 }: { operator: string; icon?: string; size?: number }) {
  const [Icon, color] = look(operator, icon);
  return (
    <span
      aria-hidden="true"
      style={{
        display: "grid",
        placeItems: "center",
        flex: "none",
        width: size,
        height: size,
        borderRadius: size / 4,
        background: color,
        color: "#fff",
      }}
    >
      <Icon size={Math.round(size * 0.56)} stroke={1.8} />
    </span>
  );
}
