# The door without a VPN: recorded sessions on instances through Systems Manager.
#
# values.name, values.log_retention_days: as in the module.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/mgmt/ssm-access"
}

inputs = {
  log_retention_days = values.log_retention_days
  name               = values.name
}
