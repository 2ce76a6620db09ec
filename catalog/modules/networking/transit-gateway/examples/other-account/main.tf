provider "aws" {
  region = "us-west-2"
}

variable "dev_account_id" {
  description = "The account of the VPC, in which the role may be assumed. The sandbox has every account."
  type        = string
  default     = "222222222222"
  nullable    = false
}

provider "aws" {
  alias  = "dev"
  region = "us-west-2"

  assume_role {
    role_arn = "arn:aws:iam::${var.dev_account_id}:role/OrganizationAccountAccessRole"
  }
}

resource "aws_vpc" "dev" {
  #checkov:skip=CKV2_AWS_11: An example's VPC, which nothing else is in.
  #checkov:skip=CKV2_AWS_12: An example's VPC, which nothing else is in.
  provider   = aws.dev
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "dev" {
  for_each = { us-west-2a = "10.0.80.0/21", us-west-2b = "10.0.88.0/21" }

  provider          = aws.dev
  vpc_id            = aws_vpc.dev.id
  availability_zone = each.key
  cidr_block        = each.value
}

module "transit_gateway" {
  source = "../.."

  name                      = "acme"
  route_tables              = ["workloads"]
  allow_external_principals = true
  shared_with               = { dev = var.dev_account_id }
}

# Within an organization nobody has to accept, and this falls away.
resource "aws_ram_resource_share_accepter" "dev" {
  provider  = aws.dev
  share_arn = module.transit_gateway.resource_share_arn
}

module "attachment" {
  source = "../../../transit-gateway-attachment"

  name               = "dev"
  transit_gateway_id = module.transit_gateway.id
  cidr_blocks        = { company = "10.0.0.0/8" }

  vpc = {
    id              = aws_vpc.dev.id
    subnet_ids      = values(aws_subnet.dev)[*].id
    route_table_ids = { main = aws_vpc.dev.main_route_table_id }
  }

  providers = {
    aws = aws.dev
  }

  # The module has no data source that this would delay.
  depends_on = [aws_ram_resource_share_accepter.dev]
}

module "routes" {
  source = "../../../transit-gateway-routes"

  route_table_ids = module.transit_gateway.route_table_ids
  attachments     = { dev = { id = module.attachment.id, route_table = "workloads", reached_from = ["workloads"] } }
}

output "transit_gateway" {
  value = module.transit_gateway
}
