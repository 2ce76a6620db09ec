# The record with which the company's domain hands a part of itself over to an environment.
#
# values.domain: the company's. values.environment: the environment, whose domain is one below. values.zones: the path of
# its zones from the root of the live repository.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "company" {
  config_path = "../../company-zone"
}

dependency "environment" {
  config_path = "${get_parent_terragrunt_dir("root")}/${values.zones}"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/route53-records"
}

inputs = {
  records = {
    delegation = {
      name    = "${values.environment}.${values.domain}"
      type    = "NS"
      zone_id = dependency.company.outputs.public_zone_ids[values.domain]
      values  = dependency.environment.outputs.name_servers["${values.environment}.${values.domain}"]
    }
  }
}
