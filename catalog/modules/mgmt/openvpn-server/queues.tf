# By these people ask for certificates, and administrators revoke and list them, without a way to log in to the server. An
# answer comes by a queue that whoever asks has made for it.

locals {
  queues = {
    lists       = "openvpn-lists-${var.name}"
    requests    = "openvpn-requests-${var.name}"
    revocations = "openvpn-revocations-${var.name}"
  }
  _sqs_arn_prefix = "${local._arn_prefix}:sqs:${local._region}:${local._account_id}"
  queue_arns      = { for kind, name in local.queues : kind => "${local._sqs_arn_prefix}:${name}" }

  response_queue_prefix = "openvpn-responses-${var.name}-"
  response_queue_arns   = "${local._sqs_arn_prefix}:${local.response_queue_prefix}*"
}

resource "aws_sqs_queue" "this" {
  for_each = local.queues

  name                              = each.value
  kms_master_key_id                 = aws_kms_key.this.arn
  kms_data_key_reuse_period_seconds = 300
  message_retention_seconds         = 3600 # whoever asked does not wait any longer
  receive_wait_time_seconds         = 20
  visibility_timeout_seconds        = 120
  tags                              = var.tags
}

resource "aws_sqs_queue_policy" "this" {
  for_each = local.queues

  queue_url = aws_sqs_queue.this[each.key].url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyByTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = local.queue_arns[each.key]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
