use serde_json::{Value, json};

/// The partition that a region belongs to, as ARNs name it.
fn partition(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

/// A bucket's policy: TLS only when wanted, and S3's own log delivery from `logged` when it takes logs. None when it says nothing.
pub(super) fn bucket_policy(region: &str, bucket: &str, tls_only: bool, logged: Option<&str>) -> Option<String> {
    let arn = |bucket: &str| format!("arn:{}:s3:::{bucket}", partition(region));
    let (own, objects) = (arn(bucket), format!("{}/*", arn(bucket)));
    let mut statements: Vec<Value> = Vec::new();
    if tls_only {
        statements.push(json!({
            "Sid": "EnforcedTLS",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [own, objects],
            "Condition": { "Bool": { "aws:SecureTransport": "false" } },
        }));
    }
    if let Some(logged) = logged {
        statements.push(json!({
            "Sid": "LogDelivery",
            "Effect": "Allow",
            "Principal": { "Service": "logging.s3.amazonaws.com" },
            "Action": "s3:PutObject",
            "Resource": objects,
            "Condition": { "ArnLike": { "aws:SourceArn": arn(logged) } },
        }));
    }
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    (tls_only || logged.is_some()).then(|| policy.to_string())
}

#[cfg(test)]
mod tests {
    use super::bucket_policy;

    #[test]
    fn policies_say_what_is_wanted_and_nothing_else() {
        assert_eq!(bucket_policy("us-east-1", "b", false, None), None);
        let policy = bucket_policy("cn-north-1", "logs", true, Some("b")).unwrap();
        expect_test::expect![[r#"{"Version":"2012-10-17","Statement":[{"Sid":"EnforcedTLS","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws-cn:s3:::logs","arn:aws-cn:s3:::logs/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Sid":"LogDelivery","Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws-cn:s3:::logs/*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws-cn:s3:::b"}}}]}"#]]
        .assert_eq(&policy);
    }
}
