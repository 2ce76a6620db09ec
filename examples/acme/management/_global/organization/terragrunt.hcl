# The organization and its accounts. A new account is one more entry in accounts.

include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/organization"
}

inputs = {
  organizational_units = ["infrastructure", "security", "suspended", "workloads/non-prod", "workloads/prod"]

  accounts = {
    dev  = { email = "aws+dev@acme.example", organizational_unit = "workloads/non-prod" }
    prod = { email = "aws+prod@acme.example", organizational_unit = "workloads/prod" }
  }
}
