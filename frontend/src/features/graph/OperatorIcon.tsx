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

const ICONS: readonly (readonly [RegExp, typeof IconPuzzle])[] = [
  [/report|profil/, IconReportAnalytics],
  [/filter|funnel/, IconFilter],
  [/chart|plot|graph/, IconChartLine],
  [/brain|train|model|predict|score|robot/, IconBrain],
  [/bug|fail|error/, IconBug],
  [/wait|sleep|clock|time(?!zone)|hourglass/, IconClock],
  [/date|calendar/, IconCalendar],
  [/python/, IconBrandPython],
  [/table|csv|rows|dataset|grid/, IconTable],
  [/image|photo|picture/, IconPhoto],
  [/http|download|scrap|fetch|web|globe|cloud/, IconCloudDownload],
  [/audio|speech|transcri|microphone/, IconMicrophone],
  [/mail/, IconMail],
  [/log|message|comment|chat|prompt/, IconMessage],
  [/branch|condition|split/, IconArrowsSplit2],
  [/conver|transform|join|merge/, IconTransform],
  [/database|sql|storage/, IconDatabase],
  [/count|number|hash|item/, IconHash],
  [/code|script|terminal/, IconCode],
  [/string|letter|lorem|text/, IconLetterCase],
  [/file|document|align|quote/, IconFileText],
];

/** Designed so that the white sign on each has at least 4.5 : 1. */
const COLORS = ["#1971c2", "#0b7d5c", "#6f42e5", "#b8480a", "#b4235e", "#495057", "#0c7489", "#5f6d0c", "#9333b0", "#8a5a00"];

function pick(operator: string, icon: string) {
  const words = [operator, icon].map((text) => text.toLowerCase());
  for (const text of words) for (const [pattern, found] of ICONS) if (pattern.test(text)) return found;
  return IconPuzzle;
}

function colorOf(operator: string): string {
  let sum = 7;
  for (const letter of operator) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return COLORS[sum % COLORS.length] ?? "#495057";
}

export function OperatorIcon({ operator, icon = "", size = 32 }: { operator: string; icon?: string; size?: number }) {
  const Icon = pick(operator, icon);
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
        background: colorOf(operator),
        color: "#fff",
      }}
    >
      <Icon size={Math.round(size * 0.56)} stroke={1.8} />
    </span>
  );
}
