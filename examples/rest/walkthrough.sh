#!/usr/bin/env bash
# The whole path with curl alone: register, sign in, install an operator repository, save a workflow, run it, read what it made.
#
#   examples/rest/walkthrough.sh URL REPOSITORY_URL REF
#
# URL is the address that `make run` prints, REPOSITORY_URL and REF name the example operators (see Operators in the page).
set -euo pipefail
url=${1:?usage: walkthrough.sh URL REPOSITORY_URL REF} repository=${2:?} ref=${3:?}
api="$url/api/v1"
token=

call() { # call METHOD PATH [JSON]
  curl --silent --show-error --fail-with-body --request "$1" "$api$2" \
    --header 'Content-Type: application/json' ${token:+--header "Authorization: Bearer $token"} ${3:+--data "$3"}
}
field() { # the first value of a field in the JSON on standard input
  grep -o "\"$1\" *: *\"[^\"]*\"" | head -n 1 | sed 's/.*: *"\(.*\)"/\1/'
}
wait_for() { # wait_for PATH FIELD WANTED
  local seen=
  for _ in $(seq 600); do
    seen=$(call GET "$1" | field "$2")
    [ "$seen" = "$3" ] && { echo "  $2: $seen"; return; }
    [ "$seen" = failed ] && { echo "  $2: failed" >&2; call GET "$1" >&2; exit 1; }
    sleep 0.2
  done
  echo "  $2 is still '$seen', not '$3'" >&2
  exit 1
}

email="walk-$$-$RANDOM@example.org" password=$(head -c 24 /dev/urandom | base64)
echo "register $email"
call POST /auth/register "{\"email\": \"$email\", \"password\": \"$password\"}" > /dev/null
token=$(call POST /auth/login "{\"email\": \"$email\", \"password\": \"$password\"}" | field access_token)
workspace=$(call GET /workspaces | field id)
echo "workspace $workspace"

installed=$(call POST "/workspaces/$workspace/repositories" "{\"url\": \"$repository\", \"ref\": \"$ref\"}" | field id)
echo "repository $installed"
wait_for "/workspaces/$workspace/repositories/$installed" status ready

definition=$(cat <<JSON
{"schema": "domino/workflow/v1",
 "repositories": {"examples": {"url": "$repository", "ref": "$ref"}},
 "tasks": {
   "make": {"operator": "examples/GenerateTable", "title": "Make a table", "inputs": {"rows": 40}},
   "keep": {"operator": "examples/FilterRows", "title": "Keep the north",
            "inputs": {"table": {"\$from": {"task": "make", "output": "table"}}, "column": "region", "value": "north"}}}}
JSON
)
workflow=$(call POST "/workspaces/$workspace/workflows" "{\"name\": \"Walk-through\", \"definition\": $definition}" | field id)
echo "workflow $workflow"
wait_for "/workflows/$workflow" status ready

run=$(call POST "/workflows/$workflow/runs" '{}' | field id)
echo "run $run"
wait_for "/runs/$run" state success

echo "tasks";   call GET "/runs/$run/tasks"; echo
echo "log";     call GET "/runs/$run/tasks/keep/log"
echo "output";  call GET "/runs/$run/tasks/keep/output"; echo
echo "results"; results=$(call GET "/runs/$run/tasks/keep/results"); echo "$results"
file=$(printf '%s' "$results" | grep -o '"path" *: *"[^"]*\.csv"' | head -n 1 | sed 's/.*: *"\(.*\)"/\1/')
echo "file $file"
call GET "/runs/$run/tasks/keep/results/$file" | head -n 3
echo "done: the workflow ran green"
