# Every output waits for the whole module: who can read an ARN finds the region as it is meant to be.

output "access_analyzer_arns" {
  description = "The ARN of each analyzer, by name."
  value       = { for name, analyzer in aws_accessanalyzer_analyzer.this : name => analyzer.arn }
  depends_on  = [aws_accessanalyzer_analyzer.this, aws_config_configuration_recorder_status.this, aws_default_network_acl.this, aws_default_route_table.this, aws_default_security_group.this, aws_ebs_default_kms_key.this, aws_ebs_encryption_by_default.this, aws_ebs_snapshot_block_public_access.this, aws_ec2_image_block_public_access.this, aws_ec2_instance_metadata_defaults.this, aws_ec2_serial_console_access.this, aws_flow_log.default_vpc, aws_kms_alias.ebs, aws_vpc_block_public_access_options.this]
}

output "default_vpc_id" {
  description = "The ID of the closed default VPC, or null."
  value       = one(aws_default_vpc.this[*].id)
  depends_on  = [aws_accessanalyzer_analyzer.this, aws_config_configuration_recorder_status.this, aws_default_network_acl.this, aws_default_route_table.this, aws_default_security_group.this, aws_ebs_default_kms_key.this, aws_ebs_encryption_by_default.this, aws_ebs_snapshot_block_public_access.this, aws_ec2_image_block_public_access.this, aws_ec2_instance_metadata_defaults.this, aws_ec2_serial_console_access.this, aws_flow_log.default_vpc, aws_kms_alias.ebs, aws_vpc_block_public_access_options.this]
}

output "ebs_kms_key_arn" {
  description = "The ARN of the key that disks are encrypted with."
  value       = aws_kms_key.ebs.arn
  depends_on  = [aws_accessanalyzer_analyzer.this, aws_config_configuration_recorder_status.this, aws_default_network_acl.this, aws_default_route_table.this, aws_default_security_group.this, aws_ebs_default_kms_key.this, aws_ebs_encryption_by_default.this, aws_ebs_snapshot_block_public_access.this, aws_ec2_image_block_public_access.this, aws_ec2_instance_metadata_defaults.this, aws_ec2_serial_console_access.this, aws_flow_log.default_vpc, aws_kms_alias.ebs, aws_vpc_block_public_access_options.this]
}
