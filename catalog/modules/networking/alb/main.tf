data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_lb" "this" {
  #checkov:skip=CKV_AWS_150: The default is protected; what comes and goes, such as an environment for a test, cannot be.
  name                                        = var.name
  load_balancer_type                          = "application"
  internal                                    = var.internal
  ip_address_type                             = var.ipv6 ? "dualstack" : "ipv4"
  subnets                                     = var.subnet_ids
  security_groups                             = [aws_security_group.this.id]
  desync_mitigation_mode                      = "defensive"
  drop_invalid_header_fields                  = true
  enable_deletion_protection                  = var.deletion_protection
  enable_tls_version_and_cipher_suite_headers = true
  idle_timeout                                = var.idle_timeout_seconds
  tags                                        = merge(var.tags, { Name = var.name })

  access_logs {
    bucket  = aws_s3_bucket.access_logs.id
    prefix  = "access"
    enabled = true
  }

  connection_logs {
    bucket  = aws_s3_bucket.access_logs.id
    prefix  = "connection"
    enabled = true
  }

  # AWS tries at once whether it may write there.
  depends_on = [aws_s3_bucket_policy.access_logs]
}
