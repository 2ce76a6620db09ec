resource "aws_eip" "this" {
  #checkov:skip=CKV2_AWS_19: The server takes it when it starts: whichever server the group has just now.
  domain = "vpc"
  tags   = merge(var.tags, { Name = local.full_name })
}

resource "aws_route53_record" "this" {
  count = var.dns == null ? 0 : 1

  zone_id = var.dns.zone_id
  name    = var.dns.name
  type    = "A"
  ttl     = 300
  records = [aws_eip.this.public_ip]
}
