locals {
  arn_prefix = "arn:${data.aws_partition.current.partition}"
  account_id = data.aws_caller_identity.current.account_id
  region     = data.aws_region.current.id

  # A trail that the delegated administrator makes for the organization belongs to the management account.
  trail_account_id = var.organization == null ? local.account_id : var.organization.management_account_id
  trail_arn        = "${local.arn_prefix}:cloudtrail:${local.region}:${local.trail_account_id}:trail/${var.name}"

  # Records of what happens to records would never end.
  _unrecorded_arns = [
    for bucket in concat([var.log_archive.bucket_name], tolist(var.data_events.excluded_bucket_names)) :
    "${local.arn_prefix}:s3:::${bucket}/"
  ]
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_cloudtrail" "this" {
  #checkov:skip=CKV_AWS_252: Nobody has to be told of every file; what matters raises an alarm.
  name                          = var.name
  s3_bucket_name                = var.log_archive.bucket_name
  kms_key_id                    = var.log_archive.kms_key_arn
  is_organization_trail         = var.organization != null
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.this.arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.cloudtrail.arn
  tags                          = var.tags

  advanced_event_selector {
    name = "What is done to resources"

    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }

  dynamic "advanced_event_selector" {
    for_each = var.data_events.s3 == "none" ? [] : [var.data_events.s3]

    content {
      name = "What is done to objects in S3"

      field_selector {
        field  = "eventCategory"
        equals = ["Data"]
      }

      field_selector {
        field  = "resources.type"
        equals = ["AWS::S3::Object"]
      }

      field_selector {
        field           = "resources.ARN"
        not_starts_with = local._unrecorded_arns
      }

      dynamic "field_selector" {
        for_each = advanced_event_selector.value == "write" ? ["false"] : []

        content {
          field  = "readOnly"
          equals = [field_selector.value]
        }
      }
    }
  }

  dynamic "advanced_event_selector" {
    for_each = var.data_events.resource_types

    content {
      name = "What is done to ${advanced_event_selector.value}"

      field_selector {
        field  = "eventCategory"
        equals = ["Data"]
      }

      field_selector {
        field  = "resources.type"
        equals = [advanced_event_selector.value]
      }
    }
  }

  dynamic "insight_selector" {
    for_each = var.insights ? ["ApiCallRateInsight", "ApiErrorRateInsight"] : []

    content {
      insight_type = insight_selector.value
    }
  }

  # Without the policy the first records are lost.
  depends_on = [aws_iam_role_policy.cloudtrail]
}
