resource "aws_security_group" "this" {
  #checkov:skip=CKV2_AWS_5: What the groups are attached to, whoever reads their IDs decides.
  for_each = var.groups

  name        = "${var.name}-${each.key}"
  description = each.value.description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-${each.key}" })
}
