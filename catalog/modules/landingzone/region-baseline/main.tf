locals {
  arn_prefix = "arn:${data.aws_partition.current.partition}"
  account_id = data.aws_caller_identity.current.account_id
  region     = data.aws_region.current.id
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# What is said of no instance in particular: credentials only by sessions (IMDSv2), and for nobody beyond the instance.
resource "aws_ec2_instance_metadata_defaults" "this" {
  http_tokens                 = "required"
  http_put_response_hop_limit = var.metadata_hop_limit
}

resource "aws_ec2_serial_console_access" "this" {
  enabled = false
}

resource "aws_ec2_image_block_public_access" "this" {
  state = "block-new-sharing"
}

resource "aws_ebs_snapshot_block_public_access" "this" {
  state = "block-all-sharing"
}

resource "aws_vpc_block_public_access_options" "this" {
  count = var.internet == "open" ? 0 : 1

  internet_gateway_block_mode = var.internet == "closed" ? "block-bidirectional" : "block-ingress"
}

resource "aws_accessanalyzer_analyzer" "this" {
  for_each = var.access_analyzers

  analyzer_name = each.key
  type          = each.value
  tags          = var.tags
}
