locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id

  # The queue, and the one for messages that nobody could handle.
  name              = var.fifo == null ? var.name : "${var.name}.fifo"
  dead_letters_name = var.fifo == null ? "${var.name}-dead-letters" : "${var.name}-dead-letters.fifo"

  # Composed, so that a plan shows the policies of queues that are not there yet.
  _sqs_arn_prefix  = "${local._arn_prefix}:sqs:${data.aws_region.current.id}:${local._account_id}"
  arn              = "${local._sqs_arn_prefix}:${local.name}"
  dead_letters_arn = "${local._sqs_arn_prefix}:${local.dead_letters_name}"

  # An account is trusted through its root: that account's IAM says who may.
  _principals = {
    for kind, principals in var.access : kind => [
      for principal in principals :
      can(regex("^[0-9]{12}$", principal)) ? "${local._arn_prefix}:iam::${principal}:root" : principal
    ]
  }
  receivers = local._principals.read
  senders   = local._principals.write
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_sqs_queue" "this" {
  name       = local.name
  policy     = local.policy
  fifo_queue = var.fifo != null
  tags       = var.tags

  content_based_deduplication = try(var.fifo.content_based_deduplication, null)
  deduplication_scope         = try(var.fifo.high_throughput, false) ? "messageGroup" : null
  fifo_throughput_limit       = try(var.fifo.high_throughput, false) ? "perMessageGroupId" : null

  delay_seconds              = var.delay_seconds
  max_message_size           = var.max_message_kib * 1024
  message_retention_seconds  = var.retention_days * 24 * 60 * 60
  receive_wait_time_seconds  = 20 # nobody pays for asking in vain
  visibility_timeout_seconds = var.visibility_timeout_seconds

  kms_master_key_id                 = local.kms_key_arn
  kms_data_key_reuse_period_seconds = 300

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = var.dead_letters.after_receives
  })
}

resource "aws_sqs_queue" "dead_letters" {
  name       = local.dead_letters_name
  policy     = local.dead_letters_policy
  fifo_queue = var.fifo != null
  tags       = var.tags

  max_message_size          = var.max_message_kib * 1024
  message_retention_seconds = var.dead_letters.retention_days * 24 * 60 * 60

  kms_master_key_id                 = local.kms_key_arn
  kms_data_key_reuse_period_seconds = 300

  # No other queue may throw its messages in here.
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [local.arn]
  })
}
