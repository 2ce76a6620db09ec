provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "mgmt" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  cidr_block = "172.31.80.0/20"
}

module "zones" {
  source = "../.."

  private_zones = {
    "acme.internal" = {
      vpc_ids = { app = aws_vpc.this.id, mgmt = aws_vpc.mgmt.id }
      records = { jobs = { name = "jobs", type = "CNAME", values = ["worker.acme.internal"] } }
    }
  }
}

output "zones" {
  value = module.zones
}
