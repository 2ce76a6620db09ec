provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11: It stands for a network of networking/vpc, which has all of this.
  #checkov:skip=CKV2_AWS_12: See CKV2_AWS_11.
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.this.id
  availability_zone = "us-west-2a"
  cidr_block        = "10.0.0.0/21"
}

module "openvpn_server" {
  source = "../.."

  name                = "dev"
  vpc_id              = aws_vpc.this.id
  subnet_ids          = [aws_subnet.public.id]
  allowed_cidr_blocks = ["203.0.113.0/24"]
  image               = { ssm_parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" }
  backup              = { bucket_name = "acme-dev-openvpn-backup", force_destroy = true }
  vpn                 = { routed_cidr_blocks = ["10.0.0.0/16"] }

  certificate_authority = {
    country      = "US"
    state        = "Oregon"
    locality     = "Portland"
    organization = "Acme"
    email        = "platform@acme.example"
  }
}

output "openvpn_server" {
  value = module.openvpn_server
}
