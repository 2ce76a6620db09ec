//! Where moto differs from AWS, and the sandbox does not.

use crate::support::{HOST, Sandbox, form, raw, signed};

fn element(answer: &str, name: &str) -> String {
    let (_, rest) = answer.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name} in {answer}"));
    rest.split_once("</").unwrap().0.to_owned()
}

#[tokio::test]
async fn an_access_list_keeps_type_and_code_of_icmp() {
    let sandbox = Sandbox::start().await;
    let ask = |body: &str| form(&sandbox.running, "ec2", &format!("Version=2016-11-15&Action={body}"));
    let vpc = element(&ask("CreateVpc&CidrBlock=10.0.0.0/16"), "vpcId");
    let acl = element(&ask(&format!("CreateNetworkAcl&VpcId={vpc}")), "networkAclId");
    let entry = format!(
        "NetworkAclId={acl}&RuleNumber=7&Protocol=1&RuleAction=allow&Egress=false&CidrBlock=0.0.0.0/0&Icmp.Type=3"
    );
    for (action, code) in [("CreateNetworkAclEntry", 4), ("ReplaceNetworkAclEntry", -1)] {
        ask(&format!("{action}&{entry}&Icmp.Code={code}"));
        let shown = ask(&format!("DescribeNetworkAcls&NetworkAclId.1={acl}"));
        let (_, icmp) = shown.split_once("<icmpTypeCode>").unwrap_or_else(|| panic!("{shown}"));
        assert_eq!((element(icmp, "type"), element(icmp, "code")), ("3".to_owned(), code.to_string()));
    }
}

#[tokio::test]
async fn a_buckets_rules_are_those_that_were_put() {
    let sandbox = Sandbox::start().await;
    let s3 = signed("s3");
    let headers = [HOST, ("Authorization", s3.as_str()), ("Content-Type", "application/xml")];
    raw(&sandbox.running, "PUT /a-bucket", &headers, "");
    let rule = "<Filter><ObjectSizeGreaterThan>500</ObjectSizeGreaterThan></Filter><Status>Enabled</Status>\
                <NoncurrentVersionExpiration><NoncurrentDays>30</NoncurrentDays>\
                <NewerNoncurrentVersions>5</NewerNoncurrentVersions></NoncurrentVersionExpiration>";
    let document = format!("<LifecycleConfiguration><Rule>{rule}</Rule></LifecycleConfiguration>");
    let put = raw(&sandbox.running, "PUT /a-bucket?lifecycle", &headers, &document);
    assert!(put.starts_with("200"), "{put}");
    let shown = raw(&sandbox.running, "GET /a-bucket?lifecycle", &headers, "");
    assert_eq!(element(&shown, "ObjectSizeGreaterThan"), "500");
    assert_eq!(element(&shown, "NewerNoncurrentVersions"), "5");
    assert!(!element(&shown, "ID").is_empty(), "a rule without a name gets one");

    assert!(raw(&sandbox.running, "DELETE /a-bucket?lifecycle", &headers, "").starts_with("204"));
    let gone = raw(&sandbox.running, "GET /a-bucket?lifecycle", &headers, "");
    assert!(gone.starts_with("404") && element(&gone, "Code") == "NoSuchLifecycleConfiguration", "{gone}");
}

#[tokio::test]
async fn access_logs_need_a_policy_of_any_form_and_leave_the_target_empty() {
    let sandbox = Sandbox::start().await;
    let s3 = signed("s3");
    let headers = [HOST, ("Authorization", s3.as_str())];
    for bucket in ["a-bucket", "the-logs"] {
        raw(&sandbox.running, &format!("PUT /{bucket}"), &headers, "");
    }
    let logging = "<BucketLoggingStatus><LoggingEnabled><TargetBucket>the-logs</TargetBucket>\
                   <TargetPrefix>a/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>";
    let refused = raw(&sandbox.running, "PUT /a-bucket?logging", &headers, logging);
    assert!(refused.starts_with("400") && refused.contains("InvalidTargetBucketForLogging"), "{refused}");

    let policy = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::the-logs/*"},
        {"Effect": "Allow", "Principal": {"Service": ["logging.s3.amazonaws.com"]}, "Action": ["s3:PutObject"],
         "Resource": ["arn:aws:s3:::the-logs/a/*"]}]}"#;
    let put = raw(&sandbox.running, "PUT /the-logs?policy", &headers, policy);
    assert!(put.starts_with("20"), "{put}");
    let accepted = raw(&sandbox.running, "PUT /a-bucket?logging", &headers, logging);
    assert!(accepted.starts_with("200"), "{accepted}");

    raw(&sandbox.running, "PUT /a-bucket/key", &headers, "text");
    let removed = raw(&sandbox.running, "DELETE /the-logs", &headers, "");
    assert!(removed.starts_with("204"), "{removed}");
}

#[tokio::test]
async fn a_bucket_tells_that_it_tells_event_bridge() {
    let sandbox = Sandbox::start().await;
    let s3 = signed("s3");
    let headers = [HOST, ("Authorization", s3.as_str())];
    raw(&sandbox.running, "PUT /a-bucket", &headers, "");
    let document = "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>";
    assert!(raw(&sandbox.running, "PUT /a-bucket?notification", &headers, document).starts_with("200"));
    let shown = raw(&sandbox.running, "GET /a-bucket?notification", &headers, "");
    assert!(shown.contains("<EventBridgeConfiguration/></NotificationConfiguration>"), "{shown}");
}

#[tokio::test]
async fn policies_of_aws_are_there_by_their_paths() {
    let sandbox = Sandbox::start().await;
    let policy = "arn:aws:iam::aws:policy/job-function/Billing";
    let shown = form(&sandbox.running, "iam", &format!("Version=2010-05-08&Action=GetPolicy&PolicyArn={policy}"));
    assert_eq!(element(&shown, "PolicyName"), "Billing");

    let sso = signed("sso");
    let ask = |operation: &str, body: &str| {
        let target = format!("SWBExternalService.{operation}");
        let headers = [
            HOST,
            ("Authorization", sso.as_str()),
            ("Content-Type", "application/x-amz-json-1.1"),
            ("X-Amz-Target", target.as_str()),
        ];
        raw(&sandbox.running, "POST /", &headers, body)
    };
    let text = |answer: &str, name: &str| {
        let (_, rest) =
            answer.split_once(&format!("\"{name}\": \"")).unwrap_or_else(|| panic!("no {name} in {answer}"));
        rest.split('"').next().unwrap().to_owned()
    };
    let instance = text(&ask("ListInstances", "{}"), "InstanceArn");
    let made = ask("CreatePermissionSet", &format!(r#"{{"InstanceArn": "{instance}", "Name": "billing"}}"#));
    let set = text(&made, "PermissionSetArn");
    let body =
        format!(r#"{{"InstanceArn": "{instance}", "PermissionSetArn": "{set}", "ManagedPolicyArn": "{policy}"}}"#);
    let attached = ask("AttachManagedPolicyToPermissionSet", &body);
    assert!(attached.starts_with("200"), "{attached}");
}
