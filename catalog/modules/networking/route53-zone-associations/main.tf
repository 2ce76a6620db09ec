resource "aws_route53_zone_association" "this" {
  for_each = var.zone_ids

  zone_id = each.value
  vpc_id  = var.vpc_id
}
