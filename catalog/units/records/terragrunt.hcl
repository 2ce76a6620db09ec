# The names under which an environment's load balancers are called.
#
# values.domain: such as dev.acme.example. values.public, values.internal: the part of the names before it, "" for itself.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "internal" {
  config_path = "../alb-internal"
}

dependency "public" {
  config_path = "../alb-public"
}

dependency "zones" {
  config_path = "../zones"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/route53-records"
}

inputs = {
  records = merge(
    {
      for name in values.public : "public-${name}" => {
        name    = join(".", compact([name, values.domain]))
        zone_id = dependency.zones.outputs.public_zone_ids[values.domain]
        type    = "A"
        alias   = { dns_name = dependency.public.outputs.dns_name, zone_id = dependency.public.outputs.zone_id }
      }
    },
    {
      for name in values.internal : "internal-${name}" => {
        name    = "${name}.internal.${values.domain}"
        zone_id = dependency.zones.outputs.private_zone_ids["internal.${values.domain}"]
        type    = "A"
        alias   = { dns_name = dependency.internal.outputs.dns_name, zone_id = dependency.internal.outputs.zone_id }
      }
    },
  )
}
