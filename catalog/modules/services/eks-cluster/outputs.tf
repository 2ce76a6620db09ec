# Every output waits for the whole module: who can read the endpoint can run pods.

output "alarm_arns" {
  description = "The ARN of each alarm, by name."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "arn" {
  description = "The ARN of the cluster."
  value       = aws_eks_cluster.this.arn
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "certificate_authority_data" {
  description = "The certificate that Kubernetes' API is recognized by, in base64."
  value       = aws_eks_cluster.this.certificate_authority[0].data
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "endpoint" {
  description = "The URL of Kubernetes' API."
  value       = aws_eks_cluster.this.endpoint
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "kms_key_arn" {
  description = "The ARN of the key that encrypts secrets and the logs of the control plane."
  value       = aws_kms_key.this.arn
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "kubernetes_version" {
  description = "The version of Kubernetes."
  value       = aws_eks_cluster.this.version
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "log_group_name" {
  description = "The name of the log group of the control plane."
  value       = aws_cloudwatch_log_group.this.name
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "name" {
  description = "The name of the cluster."
  value       = aws_eks_cluster.this.name
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "node_role_arn" {
  description = "The ARN of the role of the nodes, or null."
  value       = one(aws_iam_role.node[*].arn)
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "oidc_issuer_url" {
  description = "The URL of the issuer of the pods' OpenID Connect tokens."
  value       = aws_eks_cluster.this.identity[0].oidc[0].issuer
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "oidc_provider_arn" {
  description = "The ARN of the OpenID Connect provider that trust policies of IAM name."
  value       = aws_iam_openid_connect_provider.this.arn
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "pod_role_arns" {
  description = "The ARN of the role of each of pod_identities, by name."
  value       = { for name, role in aws_iam_role.pod : name => role.arn }
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}

output "security_group_id" {
  description = "The ID of the security group that the control plane, nodes and pods share."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  depends_on  = [aws_cloudwatch_metric_alarm.this, aws_eks_access_policy_association.this, aws_eks_addon.after_nodes, aws_eks_pod_identity_association.this, aws_iam_openid_connect_provider.this, aws_kms_alias.this, aws_vpc_security_group_ingress_rule.allowed, aws_vpc_security_group_ingress_rule.trusted]
}
