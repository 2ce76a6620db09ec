//! Operations that are added to what moto has.

use crate::support::{Sandbox, form, member};
use expect_test::expect;

#[tokio::test]
async fn an_analyzer_is_there_until_it_is_deleted() {
    let sandbox = Sandbox::start().await;
    let ask = |start: &str, body: &str| sandbox.json("access-analyzer", start, body);
    let made = ask("PUT /analyzer", r#"{"analyzerName": "account", "type": "ACCOUNT", "tags": {"a": "b"}}"#);
    let arn = member(&made, "arn");
    assert_eq!(arn, "arn:aws:access-analyzer:us-east-1:123456789012:analyzer/account");
    assert!(ask("PUT /analyzer", r#"{"analyzerName": "account", "type": "ACCOUNT"}"#).starts_with("409"));
    assert!(ask("PUT /analyzer", r#"{"analyzerName": "b", "type": "NONE"}"#).starts_with("400"));
    ask(&format!("POST /tags/{}", arn.replace(':', "%3A").replace('/', "%2F")), r#"{"tags": {"c": "d"}}"#);
    let shown = ask("GET /analyzer/account", "");
    assert_eq!(
        (member(&shown, "type"), member(&shown, "a"), member(&shown, "c")),
        ("ACCOUNT".into(), "b".into(), "d".into())
    );
    assert!(ask("DELETE /analyzer/account", "").starts_with("200"));
    assert!(ask("GET /analyzer/account", "").starts_with("404"));
}

#[tokio::test]
async fn an_organization_delegates_its_policies_and_manages_root_users() {
    let sandbox = Sandbox::start().await;
    let ask = |operation: &str, body: &str| {
        sandbox.json("organizations", &format!("AWSOrganizationsV20161128.{operation}"), body)
    };
    ask("CreateOrganization", r#"{"FeatureSet": "ALL"}"#);
    assert!(ask("EnableAWSServiceAccess", r#"{"ServicePrincipal": "iam.amazonaws.com"}"#).starts_with("200"));
    assert!(ask("EnableAWSServiceAccess", r#"{"ServicePrincipal": "iam.example.com"}"#).starts_with("400"));
    assert!(ask("DescribeResourcePolicy", "{}").contains("ResourcePolicyNotFoundException"));
    ask("PutResourcePolicy", r#"{"Content": "first", "Tags": [{"Key": "a", "Value": "b"}]}"#);
    let changed = ask("PutResourcePolicy", r#"{"Content": "second"}"#);
    let (id, content) = (member(&changed, "Id"), member(&ask("DescribeResourcePolicy", "{}"), "Content"));
    assert_eq!(content, "second");
    assert_eq!(member(&ask("ListTagsForResource", &format!(r#"{{"ResourceId": "{id}"}}"#)), "Value"), "b");
    assert!(ask("DeleteResourcePolicy", "{}").starts_with("200"));
    assert!(ask("DescribeResourcePolicy", "{}").starts_with("400"));

    let iam = |action: &str| form(&sandbox.running, "iam", &format!("Version=2010-05-08&Action={action}"));
    iam("EnableOrganizationsRootSessions");
    let both = iam("EnableOrganizationsRootCredentialsManagement");
    assert!(both.contains("RootCredentialsManagement</member>") && both.contains("RootSessions</member>"), "{both}");
    iam("DisableOrganizationsRootSessions");
    let one = iam("ListOrganizationsFeatures");
    assert!(one.contains("RootCredentialsManagement</member>") && !one.contains("RootSessions</member>"), "{one}");
}

#[tokio::test]
async fn security_hub_needs_central_configuration_before_policies() {
    let sandbox = Sandbox::start().await;
    sandbox.json("organizations", "AWSOrganizationsV20161128.CreateOrganization", r#"{"FeatureSet": "ALL"}"#);
    let ask = |start: &str, body: &str| sandbox.json("securityhub", start, body);
    let policy = r#"{"Name": "all", "ConfigurationPolicy": {"SecurityHub": {"ServiceEnabled": true}}}"#;
    assert!(ask("POST /configurationPolicy/create", policy).starts_with("400"), "the hub is not enabled");
    ask("POST /accounts", r#"{"EnableDefaultStandards": false}"#);
    assert!(ask("POST /configurationPolicy/create", policy).contains("AccessDeniedException"));
    ask("POST /organization/admin/enable", r#"{"AdminAccountId": "123456789012"}"#);
    let central = r#"{"AutoEnable": false, "AutoEnableStandards": "NONE", "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}"#;
    assert!(ask("POST /organization/configuration", central).starts_with("200"));
    let id = member(&ask("POST /configurationPolicy/create", policy), "Id");
    let target = format!(r#"{{"ConfigurationPolicyIdentifier": "{id}", "Target": {{"RootId": "r-1234"}}}}"#);
    assert_eq!(member(&ask("POST /configurationPolicyAssociation/associate", &target), "AssociationStatus"), "SUCCESS");
    assert!(ask(&format!("DELETE /configurationPolicy/{id}"), "").contains("ResourceConflictException"));
    assert!(ask("POST /configurationPolicyAssociation/disassociate", &target).starts_with("200"));
    assert!(ask(&format!("DELETE /configurationPolicy/{id}"), "").starts_with("200"));

    let standard = "arn:aws:securityhub:us-east-1::standards/cis-aws-foundations-benchmark/v/5.0.0";
    let request = format!(r#"{{"StandardsSubscriptionRequests": [{{"StandardsArn": "{standard}"}}]}}"#);
    let subscription = member(&ask("POST /standards/register", &request), "StandardsSubscriptionArn");
    assert_eq!(member(&ask("POST /standards/get", "{}"), "StandardsArn"), standard);
    ask("POST /standards/deregister", &format!(r#"{{"StandardsSubscriptionArns": ["{subscription}"]}}"#));
    assert!(!ask("POST /standards/get", "{}").contains(standard));
}

#[tokio::test]
async fn guardduty_changes_features_one_by_one() {
    let sandbox = Sandbox::start().await;
    let ask = |start: &str, body: &str| sandbox.json("guardduty", start, body);
    let id = member(&ask("POST /detector", r#"{"enable": true}"#), "detectorId");
    for feature in ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS"] {
        let body = format!(r#"{{"features": [{{"name": "{feature}", "status": "ENABLED"}}]}}"#);
        ask(&format!("POST /detector/{id}"), &body);
        ask(&format!("POST /detector/{id}/admin"), &body.replace("status", "autoEnable").replace("ENABLED", "ALL"));
    }
    for path in ["", "/admin"] {
        let shown = ask(&format!("GET /detector/{id}{path}"), "");
        assert!(shown.contains("S3_DATA_EVENTS") && shown.contains("EKS_AUDIT_LOGS"), "{shown}");
    }
    let place =
        r#"{"destinationType": "S3", "destinationProperties": {"destinationArn": "arn:aws:s3:::a", "kmsKeyArn": "k"}}"#;
    let destination = member(&ask(&format!("POST /detector/{id}/publishingDestination"), place), "destinationId");
    let path = format!("/detector/{id}/publishingDestination/{destination}");
    assert_eq!(member(&ask(&format!("GET {path}"), ""), "status"), "PUBLISHING");
    assert!(ask(&format!("DELETE {path}"), "").starts_with("200"));
    assert!(ask(&format!("GET {path}"), "").starts_with("400"));
}

#[tokio::test]
async fn costs_have_budgets_with_subscribers_and_monitors() {
    let sandbox = Sandbox::start().await;
    let budgets =
        |operation: &str, body: &str| sandbox.json("budgets", &format!("AWSBudgetServiceGateway.{operation}"), body);
    let notification =
        r#""Notification": {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80}"#;
    let subscriber = r#"{"SubscriptionType": "EMAIL", "Address": "a@example.com"}"#;
    let made = budgets(
        "CreateBudget",
        &format!(
            r#"{{"AccountId": "123456789012", "Budget": {{"BudgetName": "monthly", "BudgetType": "COST", "TimeUnit": "MONTHLY",
            "BudgetLimit": {{"Amount": "5", "Unit": "USD"}}}}, "NotificationsWithSubscribers": [{{{notification}, "Subscribers": [{subscriber}]}}]}}"#
        ),
    );
    assert!(made.starts_with("200"), "{made}");
    let of = format!(r#"{{"AccountId": "123456789012", "BudgetName": "monthly", {notification}}}"#);
    assert_eq!(member(&budgets("DescribeSubscribersForNotification", &of), "Address"), "a@example.com");

    let ce = |operation: &str, body: &str| sandbox.json("ce", &format!("AWSInsightsIndexService.{operation}"), body);
    let monitor = r#"{"AnomalyMonitor": {"MonitorName": "services", "MonitorType": "DIMENSIONAL", "MonitorDimension": "SERVICE"}}"#;
    let arn = member(&ce("CreateAnomalyMonitor", monitor), "MonitorArn");
    ce("UpdateAnomalyMonitor", &format!(r#"{{"MonitorArn": "{arn}", "MonitorName": "all services"}}"#));
    let wanted = format!(r#"{{"MonitorArnList": ["{arn}"]}}"#);
    assert_eq!(member(&ce("GetAnomalyMonitors", &wanted), "MonitorName"), "all services");
    ce("DeleteAnomalyMonitor", &format!(r#"{{"MonitorArn": "{arn}"}}"#));
    assert!(ce("GetAnomalyMonitors", &wanted).contains("UnknownMonitorException"));
}

#[tokio::test]
async fn state_machines_are_looked_at_before_they_are_made() {
    let sandbox = Sandbox::start().await;
    let validate = |definition: &str| {
        let request = serde_json::json!({ "definition": definition, "type": "STANDARD" }).to_string();
        sandbox.json("states", "AWSStepFunctions.ValidateStateMachineDefinition", &request)
    };
    expect![[r#"
        200 application/json
        {"result":"OK","diagnostics":[],"truncated":false}"#]]
    .assert_eq(&validate(r#"{"StartAt": "a", "States": {"a": {"Type": "Succeed"}}}"#));
    expect![[r#"
        200 application/json
        {"result":"FAIL","diagnostics":[{"severity":"ERROR","code":"SCHEMA_VALIDATION_FAILED","message":"There is no state 'b' to start at.","location":"/StartAt"}],"truncated":false}"#]].assert_eq(&validate(r#"{"StartAt": "b", "States": {"a": {"Type": "Succeed"}}}"#));
    expect![[r#"
        200 application/json
        {"result":"FAIL","diagnostics":[{"severity":"ERROR","code":"SCHEMA_VALIDATION_FAILED","message":"The field 'States' is required and must not be empty.","location":"/States"}],"truncated":false}"#]].assert_eq(&validate(r#"{"StartAt": "b"}"#));
    expect![[r#"
        200 application/json
        {"result":"FAIL","diagnostics":[{"severity":"ERROR","code":"INVALID_JSON_DESCRIPTION","message":"EOF while parsing an object at line 1 column 1","location":"[Line: 1, Column: 1]"}],"truncated":false}"#]].assert_eq(&validate("{"));
}
