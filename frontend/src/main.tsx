/** The composition root of the page. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/client";
import { onSessionChange } from "./api/session";
import { createAppRouter } from "./routes/router";
import { theme } from "./theme";
import { Messages } from "./ui/Messages";

const MOST_RETRIES = 2;

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      // The live socket says what changed; asking again on every focus would only repeat it.
      refetchOnWindowFocus: false,
      staleTime: 5_000,
      retry: (failures, error) => {
        const final = error instanceof ApiError && error.status >= 400 && error.status < 500;
        return !final && failures < MOST_RETRIES;
      },
    },
  },
});
const router = createAppRouter(cache);

onSessionChange(() => {
  cache.clear();
  void router.invalidate();
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no root element");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={cache}>
        <Messages />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
