# The topic that the alarms of an account and region are published to.
#
# values.company: the locals of company.hcl. Its slack, where there is one, has the channel of each region: AWS takes a channel
# once for an account.

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
  slack = try(values.company.slack[include.root.locals.aws_region], null)

  topics = {
    "${values.company.name}-${include.root.locals.account_name}-cloudwatch-alarms" = {
      subscriptions = { on-call = { protocol = "email", endpoint = values.company.emails.on_call } }
    }
  }
}
