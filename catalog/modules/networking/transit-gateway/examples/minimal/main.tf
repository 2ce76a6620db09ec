provider "aws" {
  region = "us-west-2"
}

resource "aws_organizations_organization" "this" {
  aws_service_access_principals = ["ram.amazonaws.com"]
}

# Within the organization nobody has to accept a share.
resource "aws_ram_sharing_with_organization" "this" {
  depends_on = [aws_organizations_organization.this]
}

resource "aws_organizations_organizational_unit" "workloads" {
  name      = "workloads"
  parent_id = aws_organizations_organization.this.roots[0].id

  depends_on = [aws_ram_sharing_with_organization.this]
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
