/** Sign in by password, or by the one-time link that a local start prints. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiError, send } from "../api/client";
import { signIn } from "../api/session";
import type { Session } from "../api/types";
import { Loading } from "../ui/Loading";
import { Logo } from "../ui/Logo";
import classes from "./SignIn.module.css";

export function SignIn() {
  const { ticket, next } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(ticket !== undefined);
  const [failure, setFailure] = useState<string | null>(null);
  const spent = useRef(false);

  const enter = (session: Session) => {
    signIn(session.access_token, session.expires_in);
    void navigate({ to: next?.startsWith("/") && !next.startsWith("//") ? next : "/workflows", replace: true });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a ticket is good for one try only
  useEffect(() => {
    if (!ticket || spent.current) return;
    spent.current = true;
    send<Session>("POST", "/auth/ticket", { ticket })
      .then(enter)
      .catch((error: unknown) => {
        setBusy(false);
        const used = error instanceof ApiError && error.status >= 400 && error.status < 500;
        setFailure(used ? "This link was used before or is too old. Sign in with your password." : String(error));
      });
  }, [ticket]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      enter(await send<Session>("POST", "/auth/login", { email, password }));
    } catch (error) {
      setFailure(
        error instanceof ApiError && error.status === 401 ? "E-mail or password is wrong." : (error as Error).message,
      );
      setBusy(false);
    }
  };

  if (busy && ticket && failure === null) return <Loading what="Signing in" />;
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit}>
        <h1 className={classes.title}>
          <Logo size={30} />
          Sign in to Domino
        </h1>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        />
        {failure && (
          <p className={classes.error} role="alert">
            {failure}
          </p>
        )}
        <Button type="submit" loading={busy} h={36}>
          Sign in
        </Button>
        <p className={classes.text}>A local start prints a link that signs in without a password.</p>
      </form>
    </main>
  );
}
