# The certificate of all names of an environment.
#
# values.domain: such as dev.acme.example. values.delegation: the path, from the root of the live repository, of the unit that
# hands the domain over; before that AWS sees no proof.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "zones" {
  config_path = "../zones"
}

dependencies {
  paths = ["${get_parent_terragrunt_dir("root")}/${values.delegation}"]
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/acm-certificate"
}

inputs = {
  domain_name               = values.domain
  subject_alternative_names = ["*.${values.domain}", "*.internal.${values.domain}"]
  zone                      = { id = dependency.zones.outputs.public_zone_ids[values.domain] }
}
