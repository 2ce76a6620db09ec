provider "aws" {
  region = "us-west-2"
}

module "transit_gateway" {
  source = "../.."

  name         = "acme"
  route_tables = ["prod", "nonprod", "shared"]
  shared_with  = { workloads = "arn:aws:organizations::123456789012:ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6" }
}

output "transit_gateway" {
  value = module.transit_gateway
}
