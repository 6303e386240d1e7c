/** When the workflow runs by itself: by hand only, by a preset, or by cron in a time zone. */
import { Button, Group, Modal, NativeSelect, SegmentedControl, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Schedule } from "../../../api/types";
import { cronWords, PRESETS } from "../../workflows/schedule";
import { changeSettings } from "../document/commands";
import { useDefinition, useDocumentStore } from "../document/store";

type Kind = "hand" | "preset" | "cron";

const ZONES = ["UTC", ...(typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [])];

export function ScheduleDialog({ onClose }: { onClose: () => void }) {
  const store = useDocumentStore();
  const { settings } = useDefinition();
  const given = settings.schedule ?? null;
  const [kind, setKind] = useState<Kind>(given === null ? "hand" : "preset" in given ? "preset" : "cron");
  const [preset, setPreset] = useState(given && "preset" in given ? given.preset : "@daily");
  const cronGiven = given && "cron" in given ? given : null;
  const [cron, setCron] = useState(cronGiven?.cron ?? "0 6 * * 1-5");
  const [zone, setZone] = useState(cronGiven?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC");
  const [start, setStart] = useState(toLocal(cronGiven?.start_at));
  const [end, setEnd] = useState(toLocal(cronGiven?.end_at));
  const [catchup, setCatchup] = useState(cronGiven?.catchup ?? false);
  const [most, setMost] = useState(String(settings.max_active_runs ?? 1));
  const cronIsComplete = cron.trim().split(/\s+/).length === 5;
  const mostIsNumber = /^[1-9]\d{0,2}$/.test(most);

  const apply = () => {
    let schedule: Schedule = null;
    if (kind === "preset") schedule = { preset };
    if (kind === "cron") {
      schedule = {
        cron: cron.trim(),
        timezone: zone,
        ...(start ? { start_at: fromLocal(start) } : {}),
        ...(end ? { end_at: fromLocal(end) } : {}),
        ...(catchup ? { catchup } : {}),
      };
    }
    store.getState().run(changeSettings({ schedule, max_active_runs: Number(most) }));
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title="When it runs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (mostIsNumber && (kind !== "cron" || cronIsComplete)) apply();
        }}
      >
        <Stack gap={12}>
          <SegmentedControl
            value={kind}
            onChange={(next) => setKind(next as Kind)}
            aria-label="Kind of schedule"
            data={[
              { value: "hand", label: "By hand" },
              { value: "preset", label: "Regularly" },
              { value: "cron", label: "Cron" },
            ]}
          />
          {kind === "hand" && (
            <Text size="sm" c="var(--text-2)">
              It runs when somebody presses Run, or through the API.
            </Text>
          )}
          {kind === "preset" && (
            <NativeSelect
              label="How often"
              value={preset}
              onChange={(event) => setPreset(event.currentTarget.value)}
              data={PRESETS.map(({ value, word }) => ({ value, label: `${word} (UTC)` }))}
            />
          )}
          {kind === "cron" && (
            <>
              <TextInput
                label="Cron"
                description={cronIsComplete ? (cronWords(cron) ?? "At the times this expression names") : null}
                error={cronIsComplete ? null : "Five parts: minute, hour, day, month, weekday."}
                value={cron}
                onChange={(event) => setCron(event.currentTarget.value)}
                styles={{ input: { fontFamily: "var(--mono)" } }}
              />
              <NativeSelect
                label="Time zone"
                value={zone}
                data={ZONES}
                onChange={(event) => setZone(event.currentTarget.value)}
              />
              <Group grow gap={12}>
                <TextInput
                  type="datetime-local"
                  label="Not before"
                  value={start}
                  onChange={(event) => setStart(event.currentTarget.value)}
                />
                <TextInput
                  type="datetime-local"
                  label="Not after"
                  value={end}
                  onChange={(event) => setEnd(event.currentTarget.value)}
                />
              </Group>
              <Switch
                label="Catch up on times that were missed"
                checked={catchup}
                onChange={(event) => setCatchup(event.currentTarget.checked)}
              />
            </>
          )}
          <TextInput
            label="Runs at the same time, at most"
            inputMode="numeric"
            value={most}
            error={mostIsNumber ? null : "A whole number from 1 to 999."}
            onChange={(event) => setMost(event.currentTarget.value)}
          />
        </Stack>
        <Group justify="flex-end" mt="lg" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Apply</Button>
        </Group>
      </form>
    </Modal>
  );
}

const fromLocal = (text: string): string => new Date(text).toISOString();

function toLocal(time: string | null | undefined): string {
  if (!time) return "";
  const date = new Date(time);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
