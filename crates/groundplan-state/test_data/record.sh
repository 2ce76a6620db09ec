#!/usr/bin/env bash
# Records the states in ok/ by running Terraform on the modules in modules/, and what its state commands make of one in tools/.
# Needs terraform 1.11, the AWS provider where Terraform finds it, and an empty moto server in AWS_ENDPOINT_URL.
set -euo pipefail
curl -sf -X POST "$AWS_ENDPOINT_URL/moto-api/reset" >/dev/null
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/modules/." "$work"
mkdir -p "$here/ok"
run() { # MODULE ARGS...: init and apply; a failing apply is part of some recordings
  local dir=$work/$1
  shift
  terraform -chdir="$dir" init -input=false >/dev/null
  terraform -chdir="$dir" apply -auto-approve -input=false -no-color "$@" >"$dir/log" 2>&1 || true
}
keep() { cp "$work/$1/terraform.tfstate" "$here/ok/$1.v4.json"; }
for module in outputs instances tainted sensitive checks aws moving; do
  run $module && keep $module
done
run deposed -var generation=1
for bucket in 0 1; do
  curl -sf -X PUT -d x "$AWS_ENDPOINT_URL/groundplan-state-deposed-1-$bucket/object" >/dev/null
done
run deposed -var generation=2 && keep deposed
run empty && run empty -destroy && keep empty

while read -r name command arguments; do
  cp "$here/ok/moving.v4.json" "$work/tool.tfstate"
  # shellcheck disable=SC2086 # the arguments are split on purpose; none holds a space
  terraform state "$command" -state="$work/tool.tfstate" $arguments >/dev/null
  cp "$work/tool.tfstate" "$here/tools/$name.out.json"
done <"$here/tools/cases.txt"
