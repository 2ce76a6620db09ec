# Every output waits for the whole module: who can read the address can connect.

output "administrator_policy_arn" {
  description = "The ARN of the policy for the roles of people who list and revoke certificates."
  value       = aws_iam_policy.people["administrator"].arn
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "alarm_arns" {
  description = "The ARN of each alarm, by name: cpu, no-server, requests-wait, status-check."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "autoscaling_group_name" {
  description = "The name of the Auto Scaling group."
  value       = aws_autoscaling_group.this.name
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "backup_bucket_name" {
  description = "The name of the bucket that the certificate authority is kept in."
  value       = aws_s3_bucket.backup.id
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "dns_name" {
  description = "The name that clients connect to, or null."
  value       = one(aws_route53_record.this[*].fqdn)
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts queues, bucket and log group."
  value       = aws_kms_key.this.arn
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "log_group_name" {
  description = "The name of the server's log group."
  value       = aws_cloudwatch_log_group.this.name
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "public_ip" {
  description = "The address that clients connect to."
  value       = aws_eip.this.public_ip
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "queue_names" {
  description = "The name of each queue, by kind: lists, requests, revocations."
  value       = { for kind, queue in aws_sqs_queue.this : kind => queue.name }
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "queue_urls" {
  description = "The URL of each queue, by kind: lists, requests, revocations."
  value       = { for kind, queue in aws_sqs_queue.this : kind => queue.url }
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "role_arn" {
  description = "The ARN of the server's role."
  value       = aws_iam_role.this.arn
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "security_group_id" {
  description = "The ID of the server's security group: what lets it in lets in whoever is connected."
  value       = aws_security_group.this.id
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}

output "user_policy_arn" {
  description = "The ARN of the policy for the roles of people who ask for certificates."
  value       = aws_iam_policy.people["user"].arn
  depends_on  = [aws_autoscaling_group.this, aws_cloudwatch_log_group.this, aws_cloudwatch_metric_alarm.this, aws_iam_policy.people, aws_kms_alias.this, aws_route53_record.this, aws_s3_bucket_lifecycle_configuration.backup, aws_s3_bucket_logging.backup, aws_sqs_queue_policy.this, aws_vpc_security_group_egress_rule.networks]
}
