resource "aws_ram_resource_share" "this" {
  count = length(var.shared_with) > 0 ? 1 : 0

  name                      = var.name
  allow_external_principals = var.allow_external_principals
  tags                      = merge(var.tags, { Name = var.name })
}

resource "aws_ram_resource_association" "this" {
  count = length(var.shared_with) > 0 ? 1 : 0

  resource_share_arn = aws_ram_resource_share.this[0].arn
  resource_arn       = aws_ec2_transit_gateway.this.arn
}

resource "aws_ram_principal_association" "this" {
  for_each = var.shared_with

  resource_share_arn = aws_ram_resource_share.this[0].arn
  principal          = each.value
}
