# The topic that the alarms of an account and region are published to.
#
# values.company: the locals of company.hcl.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/sns-topics"
}

inputs = {
  topics = {
    "${values.company.name}-${include.root.locals.account_name}-cloudwatch-alarms" = {
      subscriptions = { on-call = { protocol = "email", endpoint = values.company.emails.on_call } }
    }
  }
}
