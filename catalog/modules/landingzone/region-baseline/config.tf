# AWS Config records how everything is set up, and delivers it to the log archive.

resource "aws_config_configuration_recorder" "this" {
  #checkov:skip=CKV2_AWS_48: IAM is the same in all regions of an account: it is recorded in one, not paid for in each.
  name     = "default"
  role_arn = var.config.role_arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = var.config.global_resources
  }

  recording_mode {
    recording_frequency = var.config.frequency
  }
}

resource "aws_config_delivery_channel" "this" {
  name           = "default"
  s3_bucket_name = var.config.bucket_name
  s3_kms_key_arn = var.config.kms_key_arn
  sns_topic_arn  = var.config.topic_arn

  snapshot_delivery_properties {
    delivery_frequency = "TwentyFour_Hours"
  }

  depends_on = [aws_config_configuration_recorder.this]
}

resource "aws_config_configuration_recorder_status" "this" {
  name       = aws_config_configuration_recorder.this.name
  is_enabled = true

  # There is nothing to start before there is somewhere to deliver to.
  depends_on = [aws_config_delivery_channel.this]
}
