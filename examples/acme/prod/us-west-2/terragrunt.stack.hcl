# prod: it bears the outage of a zone, and is hard to delete.

stack "prod" {
  source                  = "${find_in_parent_folders("catalog")}/stacks/environment"
  path                    = "prod"
  no_dot_terragrunt_stack = true

  values = {
    company         = read_terragrunt_config(find_in_parent_folders("company.hcl")).locals
    name            = "prod"
    size            = "medium"
    production      = true
    cidr_blocks     = { app = "10.4.0.0/16", mgmt = "10.5.0.0/20" }
    cluster         = "ecs"
    database        = "aurora-postgresql"
    cache           = "valkey"
    vpn_cidr_blocks = ["203.0.113.0/24"]
  }
}
