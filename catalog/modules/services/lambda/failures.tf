# Events that nobody waits for an answer to are tried again, and in the end kept with the reason for which they failed.

locals {
  failed_events_name = "${var.name}-failed-events"
  failed_events_arn  = "${local._arn_prefix}:sqs:${local._region}:${local._account_id}:${local.failed_events_name}"
}

resource "aws_lambda_function_event_invoke_config" "this" {
  function_name                = aws_lambda_function.this.function_name
  maximum_event_age_in_seconds = var.asynchronous.max_age_seconds
  maximum_retry_attempts       = var.asynchronous.retries

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed_events.arn
    }
  }
}

resource "aws_sqs_queue" "failed_events" {
  name                              = local.failed_events_name
  message_retention_seconds         = 14 * 24 * 60 * 60
  kms_master_key_id                 = local.kms_key_arn
  kms_data_key_reuse_period_seconds = 300
  tags                              = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyByTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = local.failed_events_arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
