# stage: as in production, but for what makes production dear.

stack "stage" {
  source                  = "${find_in_parent_folders("catalog")}/stacks/environment"
  path                    = "stage"
  no_dot_terragrunt_stack = true

  values = {
    company         = read_terragrunt_config(find_in_parent_folders("company.hcl")).locals
    name            = "stage"
    size            = "small"
    production      = false
    cidr_blocks     = { app = "10.2.0.0/16", mgmt = "10.3.0.0/20" }
    cluster         = "ecs"
    database        = "aurora-postgresql"
    cache           = "valkey"
    vpn_cidr_blocks = ["203.0.113.0/24"]
  }
}
