import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import classes from "./Messages.module.css";
import { dismiss, useMessages } from "./tell";

/** Where messages appear; errors are read aloud at once. */
export function Messages() {
  const messages = useMessages((state) => state.messages);
  return (
    <div className={classes.messages}>
      {messages.map((message) => (
        <div
          className={classes.message}
          key={message.id}
          role={message.isError ? "alert" : "status"}
          data-error={message.isError}
        >
          <div className={classes.words}>
            {message.title && <div className={classes.title}>{message.title}</div>}
            <div className={message.title ? classes.text : ""}>{message.text}</div>
          </div>
          <ActionIcon aria-label="Dismiss" onClick={() => dismiss(message.id)}>
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}
