/** Every address of the page. Screens are loaded when they are first opened. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { workspacesQuery } from "../api/queries";
import { accessToken } from "../api/session";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

interface RouteContext {
  cache: QueryClient;
}

const root = createRootRouteWithContext<RouteContext>()({ notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { ticket?: string; next?: string } => ({
    ...(typeof search.ticket === "string" ? { ticket: search.ticket } : {}),
    ...(typeof search.next === "string" ? { next: search.next } : {}),
  }),
  component: lazyRouteComponent(() => import("./SignIn"), "SignIn"),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ location }) => {
    if (!accessToken()) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  loader: ({ context }) => context.cache.ensureQueryData(workspacesQuery),
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/workflows" });
  },
});

const workflows = createRoute({
  getParentRoute: () => signedIn,
  path: "/workflows",
  component: lazyRouteComponent(() => import("../features/workflows/WorkflowsScreen"), "WorkflowsScreen"),
});

const newWorkflow = createRoute({
  getParentRoute: () => signedIn,
  path: "/workflows/new",
  component: lazyRouteComponent(() => import("./Editor"), "NewWorkflow"),
});

const workflow = createRoute({
  getParentRoute: () => signedIn,
  path: "/workflows/$workflowId",
  validateSearch: (search: Record<string, unknown>): { task?: string } =>
    typeof search.task === "string" ? { task: search.task } : {},
  component: lazyRouteComponent(() => import("./Editor"), "OpenWorkflow"),
});

const workflowRuns = createRoute({
  getParentRoute: () => signedIn,
  path: "/workflows/$workflowId/runs",
  component: lazyRouteComponent(() => import("../features/runs/RunsScreen"), "WorkflowRunsScreen"),
});

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: "/runs",
  component: lazyRouteComponent(() => import("../features/runs/RunsScreen"), "AllRunsScreen"),
});

const run = createRoute({
  getParentRoute: () => signedIn,
  path: "/runs/$runId",
  validateSearch: (search: Record<string, unknown>): { task?: string } =>
    typeof search.task === "string" ? { task: search.task } : {},
  component: lazyRouteComponent(() => import("./Run"), "RunRoute"),
});

const operators = createRoute({
  getParentRoute: () => signedIn,
  path: "/operators",
  component: lazyRouteComponent(() => import("../features/operators/OperatorsScreen"), "OperatorsScreen"),
});

const repository = createRoute({
  getParentRoute: () => signedIn,
  path: "/operators/$repositoryId",
  component: lazyRouteComponent(() => import("../features/operators/RepositoryScreen"), "RepositoryScreen"),
});

const operator = createRoute({
  getParentRoute: () => signedIn,
  path: "/operators/$repositoryId/$name",
  component: lazyRouteComponent(() => import("../features/operators/OperatorScreen"), "OperatorScreen"),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  component: lazyRouteComponent(() => import("../features/settings/SettingsScreen"), "SettingsScreen"),
});

const tree = root.addChildren([
  signIn,
  signedIn.addChildren([
    home,
    workflows,
    newWorkflow,
    workflow,
    workflowRuns,
    runs,
    run,
    operators,
    repository,
    operator,
    settings,
  ]),
]);

export function createAppRouter(cache: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { cache },
    defaultPreload: "intent",
    defaultPendingMs: 300,
    defaultPendingComponent: Loading,
    defaultErrorComponent: ({ error, reset }) => (
      <ErrorState error={error} what="This page could not be shown" onRetry={reset} />
    ),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
