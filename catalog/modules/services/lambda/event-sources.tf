# What Lambda asks for work, and who calls.

locals {
  source_actions = {
    dynamodb = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    kinesis  = ["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"]
    sqs      = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
  }
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = var.event_sources

  function_name                      = aws_lambda_function.this.arn
  event_source_arn                   = each.value.arn
  batch_size                         = each.value.batch_size
  maximum_batching_window_in_seconds = each.value.batching_seconds
  function_response_types            = ["ReportBatchItemFailures"]
  tags                               = var.tags

  # A stream waits for a record that fails: halves of the batch, so many times, and then it goes to the failed events.
  starting_position              = each.value.service == "sqs" ? null : each.value.starting_position
  bisect_batch_on_function_error = each.value.service == "sqs" ? null : true
  maximum_retry_attempts         = each.value.service == "sqs" ? null : var.asynchronous.retries

  dynamic "destination_config" {
    for_each = each.value.service == "sqs" ? [] : [local.failed_events_arn]

    content {
      on_failure {
        destination_arn = destination_config.value
      }
    }
  }

  dynamic "scaling_config" {
    for_each = each.value.service == "sqs" ? each.value.max_concurrency[*] : []

    content {
      maximum_concurrency = scaling_config.value
    }
  }

  dynamic "filter_criteria" {
    for_each = length(each.value.filter_patterns) == 0 ? [] : [each.value.filter_patterns]

    content {
      dynamic "filter" {
        for_each = filter_criteria.value

        content {
          pattern = filter.value
        }
      }
    }
  }
}

resource "aws_lambda_permission" "this" {
  for_each = var.invokers

  function_name = aws_lambda_function.this.function_name
  statement_id  = each.key
  action        = "lambda:InvokeFunction"
  principal     = each.value.service
  source_arn    = each.value.arn

  # The ARN of a bucket tells no account, and somebody else could make a bucket of that name.
  source_account = each.value.service == "s3.amazonaws.com" ? local._account_id : null
}
