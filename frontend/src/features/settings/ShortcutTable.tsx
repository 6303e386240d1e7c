import { Kbd } from "@mantine/core";
import { SHORTCUTS } from "../editor/shortcuts";

/** Every key and what it does, by occasion. */
export function ShortcutTable() {
  return (
    <div style={{ columns: "280px 2", columnGap: 32 }}>
      {SHORTCUTS.map((group) => (
        <section key={group.title} style={{ breakInside: "avoid", marginBottom: 16 }}>
          <h3 style={{ margin: "0 0 6px", fontSize: 12, color: "var(--text-2)" }}>{group.title}</h3>
          <dl style={{ margin: 0, display: "grid", gridTemplateColumns: "1fr auto", gap: "6px 12px", fontSize: 13 }}>
            {group.keys.map(([keys, meaning]) => (
              <div key={keys} style={{ display: "contents" }}>
                <dt>{meaning}</dt>
                <dd style={{ margin: 0, textAlign: "right" }}>
                  <Kbd>{keys}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
