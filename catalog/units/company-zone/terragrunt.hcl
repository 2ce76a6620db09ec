# The company's domain. Its registrar must name the name servers of this zone.
#
# values.domain: the domain.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/route53-zones"
}

inputs = {
  public_zones = { (values.domain) = {} }
}
