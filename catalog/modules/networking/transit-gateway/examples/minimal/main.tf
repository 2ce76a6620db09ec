provider "aws" {
  region = "us-west-2"
}

resource "aws_organizations_organization" "this" {
  aws_service_access_principals = ["ram.amazonaws.com"]
}

resource "aws_organizations_organizational_unit" "workloads" {
  name      = "workloads"
  parent_id = aws_organizations_organization.this.roots[0].id
}

module "transit_gateway" {
  source = "../.."

  name         = "acme"
  route_tables = ["prod", "nonprod", "shared"]
  shared_with  = { workloads = aws_organizations_organizational_unit.workloads.arn }
}

output "transit_gateway" {
  value = module.transit_gateway
}
