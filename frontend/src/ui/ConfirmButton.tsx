/** For what cannot be undone: the button asks once, in place, before it acts. */
import { Button, type ButtonProps, Popover, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";

interface Props extends ButtonProps {
  question: string;
  /** The word on the button that really does it: `Delete workflow`. */
  confirm: string;
  onConfirm: () => void;
  children: ReactNode;
}

export function ConfirmButton({ question, confirm, onConfirm, children, ...button }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus withArrow>
      <Popover.Target>
        <Button {...button} onClick={() => setOpen(true)}>
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" maw={260} mb={12}>
          {question}
        </Text>
        <Button
          color="red"
          onClick={() => {
            setOpen(false);
            onConfirm();
          }}
        >
          {confirm}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
