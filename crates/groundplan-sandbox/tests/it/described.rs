//! Operations that are answered by the description of their service.

use groundplan_sandbox::client::{Credentials, Item};
use groundplan_sandbox::reset;

use crate::support::{Sandbox, form, member};

#[tokio::test]
async fn parameters_are_checked_and_errors_are_in_the_protocol_of_the_service() {
    let sandbox = Sandbox::start().await;
    let cache = |text: &str| form(&sandbox.running, "elasticache", &format!("Version=2015-02-02&Action={text}"));
    let missing = cache("CreateCacheParameterGroup&CacheParameterGroupName=a");
    assert!(missing.starts_with("400 text/xml") && missing.contains("CacheParameterGroupFamily"), "{missing}");
    let unknown = cache("DescribeReplicationGroups&ReplicationGroupId=nobody");
    assert!(unknown.starts_with("404") && unknown.contains("<Code>ReplicationGroupNotFoundFault</Code>"), "{unknown}");
    let rest = sandbox.json("eks", "GET /clusters/nobody/addons/vpc-cni", "");
    assert!(rest.starts_with("404") && rest.contains("No cluster found"), "{rest}");
    let own = Credentials::first_account();
    let garbled = sandbox.xml(&own, "route53", "POST /2013-04-01/hostedzone", "{}");
    assert!(garbled.starts_with("400") && garbled.contains("SerializationException"), "{garbled}");
    let choice = sandbox.json(
        "ecs",
        "AmazonEC2ContainerServiceV20141113.PutAccountSettingDefault",
        r#"{"name": "none", "value": "on"}"#,
    );
    assert!(choice.starts_with("400") && choice.contains("is not one of"), "{choice}");
}

#[tokio::test]
async fn a_replication_group_is_held_with_its_members_until_it_is_deleted() {
    let sandbox = Sandbox::start().await;
    let ask = |text: &str| form(&sandbox.running, "elasticache", &format!("Version=2015-02-02&Action={text}"));
    let id = "ReplicationGroupId=cache";
    let made = ask(&format!(
        "CreateReplicationGroup&{id}&ReplicationGroupDescription=d&Engine=valkey&EngineVersion=8.0&NumCacheClusters=2\
         &AutomaticFailoverEnabled=true&MultiAZEnabled=true&SnapshotRetentionLimit=7"
    ));
    assert!(made.contains("<Status>creating</Status>"), "{made}");
    let shown = ask(&format!("DescribeReplicationGroups&{id}"));
    for part in ["<Status>available</Status>", "<MultiAZ>enabled</MultiAZ>", "cache-002", "<SnapshotRetentionLimit>7<"]
    {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    let member = ask("DescribeCacheClusters&CacheClusterId=cache-002");
    assert!(member.contains("<EngineVersion>8.0.0</EngineVersion>"), "{member}");
    let client = sandbox.client();
    let kinds = |items: Vec<Item>| items.into_iter().map(|item| item.kind).collect::<Vec<_>>();
    assert_eq!(kinds(client.inventory("123456789012").await.unwrap()), ["replication-group"]);
    ask(&format!("DeleteReplicationGroup&{id}"));
    assert_eq!(client.inventory("123456789012").await.unwrap(), []);
    assert!(ask("DescribeCacheClusters&CacheClusterId=cache-002").starts_with("404"));
}

#[tokio::test]
async fn a_reset_forgets_what_is_kept_beside_moto() {
    let sandbox = Sandbox::start().await;
    let put = r#"{"name": "errors", "queryString": "fields @message"}"#;
    let logs = |operation: &str, body: &str| sandbox.json("logs", &format!("Logs_20140328.{operation}"), body);
    assert!(logs("PutQueryDefinition", put).starts_with("200"));
    assert_eq!(member(&logs("DescribeQueryDefinitions", "{}"), "name"), "errors");
    reset(&sandbox.settings.state_dir).await.unwrap();
    assert!(!logs("DescribeQueryDefinitions", "{}").contains("errors"));
}

#[tokio::test]
async fn a_private_zone_takes_networks_of_other_accounts_that_it_allows() {
    let sandbox = Sandbox::start().await;
    let other = sandbox.account("222222222222").await;
    let own = Credentials::first_account();
    let zone = |name: &str, vpc: &str| {
        format!(
            "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Name>{name}</Name><VPC><VPCRegion>us-east-1</VPCRegion>\
             <VPCId>{vpc}</VPCId></VPC><CallerReference>{name}</CallerReference></CreateHostedZoneRequest>"
        )
    };
    let association = |kind: &str| {
        format!(
            "<{kind}Request xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><VPC><VPCRegion>us-east-1</VPCRegion><VPCId>vpc-2</VPCId></VPC></{kind}Request>"
        )
    };
    let ask = |who: &Credentials, start: &str, body: &str| sandbox.xml(who, "route53", start, body);
    let made = ask(&own, "POST /2013-04-01/hostedzone", &zone("prod.internal", "vpc-1"));
    assert!(made.contains("<PrivateZone>true</PrivateZone>"), "{made}");
    let id = made.split("/hostedzone/").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let associate = format!("POST /2013-04-01/hostedzone/{id}/associatevpc");
    let refused = ask(&other, &associate, &association("AssociateVPCWithHostedZone"));
    assert!(refused.contains("NotAuthorizedException"), "{refused}");
    let authorize = format!("POST /2013-04-01/hostedzone/{id}/authorizevpcassociation");
    assert!(ask(&own, &authorize, &association("CreateVPCAssociationAuthorization")).starts_with("200"));
    assert!(ask(&other, &associate, &association("AssociateVPCWithHostedZone")).starts_with("200"));
    let seen = ask(&other, "GET /2013-04-01/hostedzonesbyvpc?vpcid=vpc-2&vpcregion=us-east-1", "");
    assert!(seen.contains(&id) && seen.contains("<OwningAccount>123456789012</OwningAccount>"), "{seen}");
}

#[tokio::test]
async fn a_distribution_is_shown_with_the_version_that_an_update_has_to_name() {
    let sandbox = Sandbox::start().await;
    let own = Credentials::first_account();
    let config = "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><CallerReference>a</CallerReference>\
        <Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>a.s3.amazonaws.com</DomainName><S3OriginConfig>\
        <OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins><DefaultCacheBehavior>\
        <TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy></DefaultCacheBehavior>\
        <Comment></Comment><Enabled>false</Enabled></DistributionConfig>";
    let made = sandbox.xml(&own, "cloudfront", "POST /2020-05-31/distribution", config);
    assert!(made.starts_with("201"), "{made}");
    let id = made.split_once("<Id>").unwrap().1.split('<').next().unwrap();
    for path in [id.to_owned(), format!("{id}/config")] {
        let head = sandbox.head("cloudfront", &format!("GET /2020-05-31/distribution/{path}"));
        let tag = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("etag: ").map(str::to_owned));
        assert!(tag.is_some_and(|tag| !tag.is_empty()), "{head}");
    }
}
