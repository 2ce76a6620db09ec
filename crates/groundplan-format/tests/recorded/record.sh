#!/bin/sh
# Records what Terraform says about a case: record.sh CASE...
#
# A case has before.tf, which is applied first, and after.tf, which is then planned; between.sh, when there is one, runs
# between the two; plan_args holds more arguments of `terraform plan`. Terraform 1.11.4 and Python must be on PATH, moto
# 5.2.1 must listen at AWS_ENDPOINT_URL, and the AWS provider 5.100.0 must be installable with TF_CLI_CONFIG_FILE.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for case in "$@"; do
    recorded=$here/$case
    work=$(mktemp -d)
    cp -r "$recorded"/. "$work"
    cd "$work"
    rm -f after.tf before.tf
    cp "$recorded/before.tf" main.tf
    terraform init -no-color -input=false >/dev/null
    terraform apply -auto-approve -json -input=false >apply.jsonl || true
    terraform show -json >state.json
    terraform show -no-color >state.txt
    terraform output -json >output.json
    terraform output -no-color >output.txt
    if [ -f between.sh ]; then sh between.sh >/dev/null 2>&1 || true; fi
    cp "$recorded/after.tf" main.tf
    terraform init -no-color -input=false >/dev/null || true
    # shellcheck disable=SC2046
    terraform plan -no-color -input=false -out plan.bin $(cat plan_args 2>/dev/null) >/dev/null 2>&1 || true
    terraform show -json plan.bin >plan.json
    terraform show -no-color plan.bin >plan.txt
    terraform validate -json >validate.json || true
    terraform plan -json -input=false >plan.jsonl || true
    terraform providers schema -json | python3 "$here/trim_schemas.py" plan.json >schemas.json || true
    for file in "$recorded"/*.json "$recorded"/*.jsonl "$recorded"/*.txt; do
        name=$(basename "$file")
        if [ -s "$name" ]; then cp "$name" "$file"; fi
    done
    rm -rf "$work"
done
