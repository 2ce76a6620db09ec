# The roles with which GitHub Actions plans and applies in an account, without keys.
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
  source = "${find_in_parent_folders("catalog")}//modules/landingzone/github-oidc"
}

inputs = {
  repositories = values.company.repositories

  # Planning reads states, where they are in S3.
  plan = { readable_object_arns = try(["arn:aws:s3:::${values.company.state_bucket}/*"], []) }
}
