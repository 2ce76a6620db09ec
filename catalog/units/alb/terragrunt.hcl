# A load balancer of an environment.
#
# values.name, values.internal, values.deletion_protection, values.waf: as in the module. values.bucket_name: of its access
# logs. values.callers: the blocks that may call. values.force_destroy: whether its logs may be deleted with it.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

dependency "certificate" {
  config_path = "../certificate"
}

dependency "vpc" {
  config_path = "../vpc"
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/alb"
}

inputs = {
  access_logs         = { bucket_name = values.bucket_name, force_destroy = values.force_destroy }
  allowed_cidr_blocks = values.callers
  certificate_arn     = dependency.certificate.outputs.arn
  deletion_protection = values.deletion_protection
  internal            = values.internal
  name                = values.name
  subnet_ids          = values.internal ? dependency.vpc.outputs.private_app_subnet_ids : dependency.vpc.outputs.public_subnet_ids
  vpc_id              = dependency.vpc.outputs.vpc_id
  waf                 = values.waf
}
