locals {
  _waf = var.waf[*]

  # In the order in which they are asked. What AWS recommends for whatever is served by HTTP comes first.
  _waf_rule_groups = [for waf in local._waf : concat([
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
  ], waf.further_rule_groups)]

  # CloudWatch Logs takes WAF's logs only where the name begins so.
  _waf_log_group_name = "aws-waf-logs-${var.name}"
  _waf_log_group_arn  = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:log-group:${local._waf_log_group_name}"
}

resource "aws_wafv2_web_acl" "this" {
  #checkov:skip=CKV_AWS_192: AWSManagedRulesKnownBadInputsRuleSet, which prevents it, is always among the groups; checkov does not unfold the block.
  count = length(local._waf)

  name        = var.name
  description = "Requests to the load balancer ${var.name}."
  scope       = "REGIONAL"
  tags        = var.tags

  default_action {
    allow {}
  }

  rule {
    name     = "rate"
    priority = 0

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit              = var.waf.requests_per_5_minutes
        aggregate_key_type = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-rate"
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local._waf_rule_groups[0]

    content {
      name     = rule.value
      priority = 10 + rule.key

      override_action {
        dynamic "none" {
          for_each = contains(var.waf.only_count, rule.value) ? [] : [true]
          content {}
        }

        dynamic "count" {
          for_each = contains(var.waf.only_count, rule.value) ? [true] : []
          content {}
        }
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.value
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.value}"
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count = length(local._waf)

  resource_arn = aws_lb.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this[0].arn
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  count = length(local._waf)

  resource_arn            = aws_wafv2_web_acl.this[0].arn
  log_destination_configs = [aws_cloudwatch_log_group.waf[0].arn]

  # What lets its bearer in is not written down.
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }
}

resource "aws_cloudwatch_log_group" "waf" {
  count = length(local._waf)

  name              = local._waf_log_group_name
  kms_key_id        = aws_kms_key.waf[0].arn
  retention_in_days = var.waf.log_retention_days
  tags              = var.tags
}

resource "aws_kms_key" "waf" {
  count = length(local._waf)

  description             = "Encrypts the log group ${local._waf_log_group_name}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = local._waf_log_group_name })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "LogsForThisGroupOnly"
        Effect    = "Allow"
        Principal = { Service = "logs.${data.aws_region.current.name}.${data.aws_partition.current.dns_suffix}" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = local._waf_log_group_arn } }
      },
    ]
  })
}

resource "aws_kms_alias" "waf" {
  count = length(local._waf)

  name          = "alias/${local._waf_log_group_name}"
  target_key_id = aws_kms_key.waf[0].key_id
}
