# The organization, its accounts and what holds for all of them. It is the only unit that does not depend on another.
#
# values.company: the locals of company.hcl.

include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/organization"
}

inputs = {
  organizational_units = values.company.organizational_units

  accounts = {
    for name, account in values.company.accounts : name => {
      email               = account.email
      organizational_unit = account.organizational_unit
      close_on_deletion   = try(account.close_on_deletion, false)
    } if name != "management"
  }

  alternate_contacts       = values.company.alternate_contacts
  delegated_administrators = { security = ["access-analyzer.amazonaws.com", "config.amazonaws.com", "sso.amazonaws.com"] }
  guard_rails              = { allowed_regions = values.company.regions, exempt_roles = ["github-apply"] }
  policy_administrator     = "security"
  tag_policy               = values.company.tag_policy
}
