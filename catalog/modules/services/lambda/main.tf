locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
  _region     = data.aws_region.current.id

  # Composed, so that a plan shows the policies of a function that is not there yet.
  function_arn  = "${local._arn_prefix}:lambda:${local._region}:${local._account_id}:function:${var.name}"
  log_group_arn = "${local._arn_prefix}:logs:${local._region}:${local._account_id}:log-group:${local.log_group_name}"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_lambda_function" "this" {
  #checkov:skip=CKV_AWS_115: How many run at once is limited where the caller says so: resources.reserved_concurrency.
  #checkov:skip=CKV_AWS_116: A destination keeps failed events together with the reason: failures.tf.
  #checkov:skip=CKV_AWS_117: Only what needs a network's private addresses belongs into it: vpc.
  #checkov:skip=CKV_AWS_272: Who signs code, and whether at all, is the caller's choice: code.signing_config_arn.
  function_name = var.name
  description   = var.description
  role          = aws_iam_role.this.arn
  tags          = var.tags

  package_type            = var.code.image_uri == null ? "Zip" : "Image"
  filename                = var.code.zip_path
  source_code_hash        = try(filebase64sha256(var.code.zip_path), null)
  s3_bucket               = try(var.code.s3.bucket, null)
  s3_key                  = try(var.code.s3.key, null)
  s3_object_version       = try(var.code.s3.version, null)
  image_uri               = var.code.image_uri
  handler                 = var.code.handler
  runtime                 = var.code.runtime
  layers                  = var.code.layer_arns
  code_signing_config_arn = var.code.signing_config_arn

  architectures                  = [var.resources.architecture]
  memory_size                    = var.resources.memory_mib
  timeout                        = var.resources.timeout_seconds
  reserved_concurrent_executions = coalesce(var.resources.reserved_concurrency, -1)
  kms_key_arn                    = local.kms_key_arn

  ephemeral_storage {
    size = var.resources.storage_mib
  }

  logging_config {
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.this.name
    application_log_level = "INFO"
    system_log_level      = "WARN"
  }

  tracing_config {
    mode = "Active"
  }

  dynamic "environment" {
    for_each = length(var.environment) == 0 ? [] : [var.environment]

    content {
      variables = environment.value
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc[*]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = aws_security_group.this[*].id
    }
  }

  # Without its permissions the first calls fail.
  depends_on = [aws_iam_role_policy.this, aws_iam_role_policy.vpc]
}
