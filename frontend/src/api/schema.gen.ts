// Generated from docs/contracts/openapi.json by `npm run types`. Do not change by hand.
export interface paths {
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Login
         * @description Exchange address and password for an access token.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logout
         * @description End this sign-in; its access token is refused from now on.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Make an account and its first workspace.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use Ticket
         * @description Sign in with a ticket; it works once.
         */
        post: operations["use_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Ticket
         * @description A single-use ticket that signs the same account in somewhere else.
         */
        post: operations["create_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Invitations
         * @description The invitations to oneself.
         */
        get: operations["list_invitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{invitation_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept Invitation */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{invitation_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline Invitation */
        post: operations["decline_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Me */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Run */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Run
         * @description Stop the run; what it has started is ended within seconds.
         */
        post: operations["cancel_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Run
         * @description Run the failed tasks again, and what comes after them; or the named ones.
         */
        post: operations["retry_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Run Tasks */
        get: operations["list_run_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/tasks/{task}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Task Log
         * @description The log from byte `offset` on; empty when there is nothing (yet). `X-Next-Offset` is where to go on.
         */
        get: operations["get_task_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/tasks/{task}/output": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Task Output
         * @description The task's outputs as JSON.
         */
        get: operations["get_task_output"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/tasks/{task}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Task Results
         * @description The files that the task left, without its logs.
         */
        get: operations["list_task_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/tasks/{task}/results/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Task Result
         * @description One file. Whatever it is, it cannot act as the page: a sandbox goes with it.
         */
        get: operations["get_task_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Tokens */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Create Token
         * @description Make an API token; this answer is the only time it is shown.
         */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Token */
        delete: operations["delete_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Watch
         * @description Whether the states of runs are fresh. The live event `watch.state_changed` tells every change of it.
         */
        get: operations["get_watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/worker/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get Task Secrets
         * @description The secrets that this task's operator declares and that are set; nothing for a run that has ended.
         */
        post: operations["get_task_secrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Workflow */
        get: operations["get_workflow"];
        /**
         * Save Workflow
         * @description Save a new version over the one that `If-Match` names.
         */
        put: operations["save_workflow"];
        post?: never;
        /**
         * Delete Workflow
         * @description Take the workflow out of Git and Airflow. Its versions and runs stay readable.
         */
        delete: operations["delete_workflow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/dag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Dag
         * @description The DAG source of a version; of the newest when none is named.
         */
        get: operations["get_dag"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Draft */
        get: operations["get_draft"];
        /** Save Draft */
        put: operations["save_draft"];
        post?: never;
        /** Delete Draft */
        delete: operations["delete_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Workflow
         * @description The newest version as a file that another Domino can import.
         */
        get: operations["export_workflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause Workflow
         * @description Stop the schedule; runs started by hand still run.
         */
        post: operations["pause_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume Workflow */
        post: operations["resume_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Workflow Runs */
        get: operations["list_workflow_runs"];
        put?: never;
        /**
         * Start Run
         * @description Run the newest version, exactly as it was saved; 409 while Airflow would not run that yet.
         */
        post: operations["start_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Versions */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/versions/{a}/diff/{b}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare Versions */
        get: operations["compare_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Version */
        get: operations["get_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{workflow_id}/versions/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Version
         * @description Save an earlier version again as the newest.
         */
        post: operations["restore_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Workspaces */
        get: operations["list_workspaces"];
        put?: never;
        /** Create Workspace */
        post: operations["create_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Workspace */
        get: operations["get_workspace"];
        put?: never;
        post?: never;
        /**
         * Delete Workspace
         * @description Delete an empty workspace; its workflows have to be deleted before, one by one, on purpose.
         */
        delete: operations["delete_workspace"];
        options?: never;
        head?: never;
        /** Rename Workspace */
        patch: operations["rename_workspace"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Members */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Member
         * @description Remove somebody, or leave by removing oneself.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /** Change Role */
        patch: operations["change_role"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Operators
         * @description Every operator that a workflow here may use, by repository and name.
         */
        get: operations["list_operators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Repositories */
        get: operations["list_repositories"];
        put?: never;
        /**
         * Install Repository
         * @description Install a repository at a ref. Its operators will run code, so this takes an admin.
         */
        post: operations["install_repository"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/repositories/{repository_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Repository */
        get: operations["get_repository"];
        put?: never;
        post?: never;
        /**
         * Remove Repository
         * @description Remove a repository that no workflow uses any more.
         */
        delete: operations["remove_repository"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/repositories/{repository_id}/builds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Builds */
        get: operations["list_builds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/repositories/{repository_id}/builds/{build_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Build Log
         * @description The whole log of a build that has ended; what has come so far of one that runs.
         */
        get: operations["get_build_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/repositories/{repository_id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Secrets
         * @description Which secrets the repository's operators want and which are set; values are never returned.
         */
        get: operations["list_secrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/repositories/{repository_id}/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set Secret */
        put: operations["set_secret"];
        post?: never;
        /** Delete Secret */
        delete: operations["delete_secret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/repositories/{repository_id}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upgrade Repository
         * @description Install another ref, or the newest commit of the same. Saved workflows keep the commits they are pinned to.
         */
        post: operations["upgrade_repository"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Runs */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Workflows */
        get: operations["list_workflows"];
        put?: never;
        /**
         * Create Workflow
         * @description Save a new workflow as its version 1, and start making it runnable.
         */
        post: operations["create_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/workflows/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Workflow
         * @description Save an exported file, or a bare definition, as a new workflow.
         */
        post: operations["import_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/workflows/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate Workflow
         * @description Say what is wrong with a definition; nothing is saved.
         */
        post: operations["validate_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AccountView */
        AccountView: {
            /** Email */
            email: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * BuildStatus
         * @enum {string}
         */
        BuildStatus: "queued" | "building" | "ready" | "failed";
        /** BuildView */
        BuildView: {
            /** Commit */
            commit: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Group */
            group: string;
            /** Id */
            id: string;
            /** Image */
            image: string;
            /** Reason */
            reason: string | null;
            /** Reused */
            reused: boolean;
            /** Seconds */
            seconds: number | null;
            /** Started At */
            started_at: string | null;
            status: components["schemas"]["BuildStatus"];
        };
        /**
         * Change
         * @description One difference between two definitions; `path` is a JSON pointer.
         */
        Change: {
            /** After */
            after?: unknown;
            /** Before */
            before?: unknown;
            /**
             * Kind
             * @enum {string}
             */
            kind: "added" | "removed" | "changed";
            /** Path */
            path: string;
        };
        /** Credentials */
        Credentials: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /** DefinitionOnly */
        DefinitionOnly: {
            /** Definition */
            definition: {
                [key: string]: unknown;
            };
        };
        /** Difference */
        Difference: {
            /** A */
            a: number;
            /** Added Tasks */
            added_tasks: string[];
            /** B */
            b: number;
            /** Changed Tasks */
            changed_tasks: string[];
            /** Changes */
            changes: components["schemas"]["Change"][];
            /** Removed Tasks */
            removed_tasks: string[];
        };
        /** DraftBody */
        DraftBody: {
            /** Base Version */
            base_version?: number | null;
            /** Document */
            document: {
                [key: string]: unknown;
            };
        };
        /** DraftView */
        DraftView: {
            /** Base Version */
            base_version: number | null;
            /** Document */
            document: {
                [key: string]: unknown;
            };
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /** Export */
        Export: {
            /** Definition */
            definition: {
                [key: string]: unknown;
            };
            /** Description */
            description: string;
            /**
             * Format
             * @constant
             */
            format: "domino/export/v1";
            /** Name */
            name: string;
        };
        /** GroupView */
        GroupView: {
            /** Image */
            image: string;
            /** Name */
            name: string;
            /** Operators */
            operators: string[];
            /** Reason */
            reason: string | null;
            status: components["schemas"]["ImageStatus"];
        };
        /**
         * ImageStatus
         * @description `wanted`: a build has been asked for and not yet begun.
         * @enum {string}
         */
        ImageStatus: "missing" | "wanted" | "building" | "ready" | "failed";
        /** Imported */
        Imported: {
            /** Missing Repositories */
            missing_repositories: components["schemas"]["MissingRepository"][];
            /** Warnings */
            warnings: components["schemas"]["Problem"][];
            workflow: components["schemas"]["WorkflowView"];
        };
        /** InvitationView */
        InvitationView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string;
            /** Id */
            id: string;
            role: components["schemas"]["Role"];
            /** Workspace */
            workspace: string;
            /** Workspace Id */
            workspace_id: string;
        };
        /** LastRun */
        LastRun: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: string;
            state: components["schemas"]["RunStatus"];
        };
        /** MemberView */
        MemberView: {
            /** Email */
            email: string;
            /**
             * Joined At
             * Format: date-time
             */
            joined_at: string;
            /** Name */
            name: string;
            role: components["schemas"]["Role"];
            /** User Id */
            user_id: string;
        };
        /** MissingRepository */
        MissingRepository: {
            /** Key */
            key: string;
            /** Ref */
            ref: string;
            /** Url */
            url: string;
        };
        /** NewInvitation */
        NewInvitation: {
            /**
             * Email
             * Format: email
             */
            email: string;
            role: components["schemas"]["Role"];
        };
        /** NewRepository */
        NewRepository: {
            /** Credential */
            credential?: string | null;
            /** Ref */
            ref: string;
            /** Url */
            url: string;
        };
        /** NewRun */
        NewRun: {
            /** Params */
            params?: {
                [key: string]: unknown;
            };
        };
        /** NewToken */
        NewToken: {
            /** Expires At */
            expires_at?: string | null;
            /** Name */
            name: string;
            /** Scopes */
            scopes?: components["schemas"]["Scope"][];
        };
        /** NewWorkflow */
        NewWorkflow: {
            /** Definition */
            definition: {
                [key: string]: unknown;
            };
            /**
             * Description
             * @default
             */
            description: string;
            /** Name */
            name: string;
        };
        /** OperatorView */
        OperatorView: {
            /** Description */
            description: string;
            /** Group */
            group: string;
            /** Id */
            id: string;
            /** Input Schema */
            input_schema: {
                [key: string]: unknown;
            };
            /** Label */
            label: string;
            /** Name */
            name: string;
            /** Output Schema */
            output_schema: {
                [key: string]: unknown;
            };
            /** Ready */
            ready: boolean;
            /** Repository */
            repository: string;
            /** Repository Id */
            repository_id: string;
            resources: components["schemas"]["Resources"];
            /** Secrets Schema */
            secrets_schema: {
                [key: string]: unknown;
            } | null;
            /** Source Url */
            source_url: string | null;
            /** Style */
            style: {
                [key: string]: unknown;
            };
            /** Tags */
            tags: string[];
            /** Version */
            version: string;
        };
        /** Page[BuildView] */
        Page_BuildView_: {
            /** Items */
            items: components["schemas"]["BuildView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[InvitationView] */
        Page_InvitationView_: {
            /** Items */
            items: components["schemas"]["InvitationView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[MemberView] */
        Page_MemberView_: {
            /** Items */
            items: components["schemas"]["MemberView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[OperatorView] */
        Page_OperatorView_: {
            /** Items */
            items: components["schemas"]["OperatorView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[RepositoryView] */
        Page_RepositoryView_: {
            /** Items */
            items: components["schemas"]["RepositoryView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[RunView] */
        Page_RunView_: {
            /** Items */
            items: components["schemas"]["RunView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[SecretView] */
        Page_SecretView_: {
            /** Items */
            items: components["schemas"]["SecretView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[TaskView] */
        Page_TaskView_: {
            /** Items */
            items: components["schemas"]["TaskView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[TokenView] */
        Page_TokenView_: {
            /** Items */
            items: components["schemas"]["TokenView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[VersionSummary] */
        Page_VersionSummary_: {
            /** Items */
            items: components["schemas"]["VersionSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[WorkflowSummary] */
        Page_WorkflowSummary_: {
            /** Items */
            items: components["schemas"]["WorkflowSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Page[WorkspaceView] */
        Page_WorkspaceView_: {
            /** Items */
            items: components["schemas"]["WorkspaceView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** PinView */
        PinView: {
            /** Commit */
            commit: string;
            /** Ref */
            ref: string;
            /** Repository Id */
            repository_id: string;
            /** Url */
            url: string;
        };
        /** Place */
        Place: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Path */
            path: string;
        };
        /**
         * Problem
         * @description `path` is a JSON pointer (RFC 6901) into the document that was checked; empty for the whole of it.
         */
        Problem: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Path */
            path: string;
            /**
             * Severity
             * @default error
             * @enum {string}
             */
            severity: "error" | "warning";
        };
        /**
         * ProblemDocument
         * @description RFC 9457, with the places of the request that are at fault.
         */
        ProblemDocument: {
            /** Detail */
            detail: string;
            /** Errors */
            errors: components["schemas"]["Place"][];
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /** Problems */
        Problems: {
            /** Problems */
            problems: components["schemas"]["Problem"][];
        };
        /** Registered */
        Registered: {
            /** Email */
            email: string;
            /** Id */
            id: string;
        };
        /** Registration */
        Registration: {
            /**
             * Email
             * Format: email
             */
            email: string;
            /** Name */
            name?: string | null;
            /** Password */
            password: string;
        };
        /**
         * RepositoryStatus
         * @enum {string}
         */
        RepositoryStatus: "queued" | "fetching" | "building" | "ready" | "failed";
        /** RepositoryView */
        RepositoryView: {
            /** Commit */
            commit: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string | null;
            /** Groups */
            groups: components["schemas"]["GroupView"][];
            /** Id */
            id: string;
            /** Label */
            label: string | null;
            /** Name */
            name: string | null;
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /** Ref */
            ref: string;
            status: components["schemas"]["RepositoryStatus"];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Url */
            url: string;
            /** Version */
            version: string | null;
            /** Workspace Id */
            workspace_id: string;
        };
        /**
         * Resources
         * @description Kubernetes notation: cpu "500m", memory "256Mi"; gpu counts devices.
         */
        Resources: {
            /** Cpu */
            cpu?: string | null;
            /**
             * Gpu
             * @default 0
             */
            gpu: number;
            /** Memory */
            memory?: string | null;
        };
        /**
         * ResultView
         * @description A file of a task run; `display` is how to show it, on the one that the operator chose to show.
         */
        ResultView: {
            /** Display */
            display: string | null;
            /** Media Type */
            media_type: string;
            /** Path */
            path: string;
            /** Size */
            size: number;
        };
        /** Retry */
        Retry: {
            /** Tasks */
            tasks?: string[];
        };
        /**
         * Role
         * @enum {string}
         */
        Role: "viewer" | "editor" | "admin" | "owner";
        /** RoleChange */
        RoleChange: {
            role: components["schemas"]["Role"];
        };
        /**
         * RunStatus
         * @enum {string}
         */
        RunStatus: "queued" | "running" | "success" | "failed" | "cancelled";
        /** RunView */
        RunView: {
            /** Cancel Requested */
            cancel_requested: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Id */
            id: string;
            /** Message */
            message: string | null;
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Seconds */
            seconds: number | null;
            /** Started At */
            started_at: string | null;
            state: components["schemas"]["RunStatus"];
            trigger: components["schemas"]["Trigger"];
            /** Version */
            version: number;
            /** Workflow Id */
            workflow_id: string;
            /** Workspace Id */
            workspace_id: string;
        };
        /**
         * Scope
         * @description What an API token may be used for; signing in by password gives all of them.
         * @enum {string}
         */
        Scope: "read" | "run" | "write";
        /** SecretValue */
        SecretValue: {
            /** Value */
            value: string;
        };
        /** SecretView */
        SecretView: {
            /** Is Set */
            is_set: boolean;
            /** Name */
            name: string;
            /** Required */
            required: boolean;
            /** Updated At */
            updated_at: string | null;
        };
        /** SignedIn */
        SignedIn: {
            /** Access Token */
            access_token: string;
            /** Expires In */
            expires_in: number;
            /**
             * Token Type
             * @default bearer
             * @constant
             */
            token_type: "bearer";
        };
        /**
         * StageName
         * @enum {string}
         */
        StageName: "compile" | "images" | "publish" | "register";
        /**
         * StageState
         * @enum {string}
         */
        StageState: "waiting" | "running" | "done" | "failed";
        /** StageView */
        StageView: {
            name: components["schemas"]["StageName"];
            /** Seconds */
            seconds: number | null;
            /** Started At */
            started_at: string | null;
            state: components["schemas"]["StageState"];
        };
        /** TaskIdentity */
        TaskIdentity: {
            /** Dag Id */
            dag_id: string;
            /** Run Id */
            run_id: string;
            /** Task Id */
            task_id: string;
            /** Try Number */
            try_number: number;
        };
        /** TaskSecrets */
        TaskSecrets: {
            /** Secrets */
            secrets: {
                [key: string]: string;
            };
        };
        /** TaskView */
        TaskView: {
            /** Ended At */
            ended_at: string | null;
            /** Map Index */
            map_index: number;
            /** Note */
            note: string | null;
            /** Operator */
            operator: string;
            /** Seconds */
            seconds: number | null;
            /** Started At */
            started_at: string | null;
            /** State */
            state: string | null;
            /** Task */
            task: string;
            /** Try Number */
            try_number: number;
        };
        /** TicketUse */
        TicketUse: {
            /** Ticket */
            ticket: string;
        };
        /** TicketView */
        TicketView: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Ticket */
            ticket: string;
        };
        /** TokenShownOnce */
        TokenShownOnce: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Scopes */
            scopes: string[];
            /** Token */
            token: string;
        };
        /** TokenView */
        TokenView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Scopes */
            scopes: string[];
        };
        /**
         * Trigger
         * @enum {string}
         */
        Trigger: "manual" | "schedule" | "backfill" | "other";
        /** Upgrade */
        Upgrade: {
            /** Ref */
            ref: string;
        };
        /** VersionSummary */
        VersionSummary: {
            /** Author */
            author: string;
            /** Commit */
            commit: string | null;
            /** Description */
            description: string;
            /** Digest */
            digest: string | null;
            /** Name */
            name: string;
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
            /** Stages */
            stages: components["schemas"]["StageView"][];
            status: components["schemas"]["WorkflowStatus"];
            /** Version */
            version: number;
        };
        /** VersionView */
        VersionView: {
            /** Author */
            author: string;
            /** Commit */
            commit: string | null;
            /** Definition */
            definition: {
                [key: string]: unknown;
            };
            /** Description */
            description: string;
            /** Digest */
            digest: string | null;
            /** Name */
            name: string;
            /** Pins */
            pins: {
                [key: string]: components["schemas"]["PinView"];
            };
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
            /** Stages */
            stages: components["schemas"]["StageView"][];
            status: components["schemas"]["WorkflowStatus"];
            /** Version */
            version: number;
        };
        /**
         * WatchView
         * @description `stale_since`: the time of which all states of runs are, when Airflow is not being watched; null while they are fresh.
         */
        WatchView: {
            /** Stale Since */
            stale_since: string | null;
        };
        /** WorkflowChange */
        WorkflowChange: {
            /** Definition */
            definition: {
                [key: string]: unknown;
            };
            /** Description */
            description?: string | null;
            /** Name */
            name?: string | null;
        };
        /**
         * WorkflowStatus
         * @enum {string}
         */
        WorkflowStatus: "draft" | "compiling" | "building" | "publishing" | "registering" | "ready" | "failed";
        /** WorkflowSummary */
        WorkflowSummary: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Dag Id */
            dag_id: string;
            /** Description */
            description: string;
            /** Id */
            id: string;
            last_run: components["schemas"]["LastRun"] | null;
            /** Name */
            name: string;
            /** Next Run At */
            next_run_at: string | null;
            /** Owner */
            owner: string;
            /** Paused */
            paused: boolean;
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /** Recent Runs */
            recent_runs: components["schemas"]["LastRun"][];
            /** Schedule */
            schedule: {
                [key: string]: unknown;
            } | null;
            /** Stages */
            stages: components["schemas"]["StageView"][];
            status: components["schemas"]["WorkflowStatus"];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Version */
            version: number;
            /** Workspace Id */
            workspace_id: string;
        };
        /** WorkflowView */
        WorkflowView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Dag Id */
            dag_id: string;
            /** Definition */
            definition: {
                [key: string]: unknown;
            };
            /** Description */
            description: string;
            /** Id */
            id: string;
            last_run: components["schemas"]["LastRun"] | null;
            /** Name */
            name: string;
            /** Next Run At */
            next_run_at: string | null;
            /** Owner */
            owner: string;
            /** Paused */
            paused: boolean;
            /** Pins */
            pins: {
                [key: string]: components["schemas"]["PinView"];
            };
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /** Recent Runs */
            recent_runs: components["schemas"]["LastRun"][];
            /** Schedule */
            schedule: {
                [key: string]: unknown;
            } | null;
            /** Stages */
            stages: components["schemas"]["StageView"][];
            status: components["schemas"]["WorkflowStatus"];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Version */
            version: number;
            /** Workspace Id */
            workspace_id: string;
        };
        /** WorkspaceName */
        WorkspaceName: {
            /** Name */
            name: string;
        };
        /** WorkspaceView */
        WorkspaceView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            role: components["schemas"]["Role"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    use_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketUse"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InvitationView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    decline_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    cancel_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    retry_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Retry"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_run_tasks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TaskView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_task_log: {
        parameters: {
            query?: {
                try?: number | null;
                offset?: number;
                map_index?: number;
            };
            header?: never;
            path: {
                task: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_task_output: {
        parameters: {
            query?: {
                map_index?: number;
            };
            header?: never;
            path: {
                task: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_task_results: {
        parameters: {
            query?: {
                map_index?: number;
            };
            header?: never;
            path: {
                task: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultView"][];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_task_result: {
        parameters: {
            query?: {
                download?: boolean;
                map_index?: number;
            };
            header?: never;
            path: {
                path: string;
                task: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TokenView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenShownOnce"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_watch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_task_secrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskIdentity"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskSecrets"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    save_workflow: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | null;
                "idempotency-key"?: string | null;
            };
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_dag: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    save_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    export_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    pause_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    resume_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_workflow_runs: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RunView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    start_run: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewRun"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_versions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_VersionSummary_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    compare_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                a: number;
                b: number;
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    restore_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_workspaces: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WorkspaceView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceName"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    rename_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceName"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_operators: {
        parameters: {
            query?: {
                q?: string;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OperatorView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_repositories: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RepositoryView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    install_repository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRepository"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_repository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
                repository_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    remove_repository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
                repository_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_builds: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspace_id: string;
                repository_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BuildView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_build_log: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                build_id: string;
                workspace_id: string;
                repository_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_secrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
                repository_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SecretView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    set_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                workspace_id: string;
                repository_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretValue"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                workspace_id: string;
                repository_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    upgrade_repository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
                repository_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Upgrade"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RunView_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_workflows: {
        parameters: {
            query?: {
                q?: string;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WorkflowSummary_"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_workflow: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWorkflow"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowView"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    import_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    validate_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefinitionOnly"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problems"];
                };
            };
            /** @description Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, 422 invalid, 429 too many. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
}
