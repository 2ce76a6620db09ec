//! What names an object of AWS's before it exists: for types whose id for an import is made of arguments alone.

use serde_json::Value;

/// By type, the id as Terraform's documentation of the type's import has it, with arguments in braces.
const IDS: &[(&str, &str)] = &[
    ("aws_autoscaling_group", "{name}"),
    ("aws_backup_vault", "{name}"),
    ("aws_cloudtrail", "{name}"),
    ("aws_cloudwatch_event_rule", "{name}"),
    ("aws_cloudwatch_log_group", "{name}"),
    ("aws_cloudwatch_metric_alarm", "{alarm_name}"),
    ("aws_db_instance", "{identifier}"),
    ("aws_db_parameter_group", "{name}"),
    ("aws_db_subnet_group", "{name}"),
    ("aws_dynamodb_table", "{name}"),
    ("aws_ecr_repository", "{name}"),
    ("aws_ecs_cluster", "{name}"),
    ("aws_eks_cluster", "{name}"),
    ("aws_elasticache_parameter_group", "{name}"),
    ("aws_elasticache_replication_group", "{replication_group_id}"),
    ("aws_elasticache_subnet_group", "{name}"),
    ("aws_iam_group", "{name}"),
    ("aws_iam_instance_profile", "{name}"),
    ("aws_iam_role", "{name}"),
    ("aws_iam_role_policy", "{role}:{name}"),
    ("aws_iam_role_policy_attachment", "{role}/{policy_arn}"),
    ("aws_iam_user", "{name}"),
    ("aws_iam_user_policy_attachment", "{user}/{policy_arn}"),
    ("aws_internet_gateway_attachment", "{internet_gateway_id}:{vpc_id}"),
    ("aws_key_pair", "{key_name}"),
    ("aws_kms_alias", "{name}"),
    ("aws_lambda_function", "{function_name}"),
    ("aws_rds_cluster", "{cluster_identifier}"),
    ("aws_rds_cluster_parameter_group", "{name}"),
    ("aws_s3_bucket", "{bucket}"),
    ("aws_s3_bucket_lifecycle_configuration", "{bucket}"),
    ("aws_s3_bucket_ownership_controls", "{bucket}"),
    ("aws_s3_bucket_policy", "{bucket}"),
    ("aws_s3_bucket_public_access_block", "{bucket}"),
    ("aws_s3_bucket_server_side_encryption_configuration", "{bucket}"),
    ("aws_s3_bucket_versioning", "{bucket}"),
    ("aws_ssm_parameter", "{name}"),
];

/// The id under which the object would be imported, when what was planned for it says so.
pub(crate) fn import_id(kind: &str, planned: &Value) -> Option<String> {
    let (_, template) = IDS.iter().find(|(known, _)| *known == kind)?;
    let mut id = String::new();
    for part in template.split('{') {
        let Some((argument, rest)) = part.split_once('}') else {
            id.push_str(part);
            continue;
        };
        let value = planned.get(argument)?.as_str().filter(|value| !value.is_empty())?;
        id.push_str(value);
        id.push_str(rest);
    }
    Some(id)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_id_is_known_when_all_its_arguments_are() {
        let id = |kind: &str, planned: Value| import_id(kind, &planned);
        assert_eq!(id("aws_s3_bucket", json!({"bucket": "b", "arn": null})).as_deref(), Some("b"));
        assert_eq!(id("aws_iam_role_policy", json!({"role": "r", "name": "n"})).as_deref(), Some("r:n"));
        assert_eq!(id("aws_iam_role_policy", json!({"role": null, "name": "n"})), None);
        assert_eq!(id("aws_vpc", json!({"cidr_block": "10.0.0.0/16"})), None);
    }

    #[test]
    fn types_are_in_order_and_once() {
        assert!(IDS.is_sorted_by(|(one, _), (next, _)| one < next));
    }
}
