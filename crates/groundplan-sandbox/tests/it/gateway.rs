//! What the gateway makes of requests: whose they are, what the emulator lacks, where they may go.

use expect_test::expect;
use groundplan_sandbox::client::{AnsweredBy, Credentials};

use crate::support::{FORM, HOST, Sandbox, form, raw, signed};

#[tokio::test]
async fn an_operation_that_nobody_has_is_named_in_the_services_own_protocol() {
    let sandbox = Sandbox::start().await;
    let running = &sandbox.running;
    expect![[r#"
        400 text/xml
        <Response><Errors><Error><Code>SandboxNotImplemented</Code><Message>the sandbox does not have ec2 DescribeNothing: neither moto 5.2.1 nor the gateway answers it</Message></Error></Errors></Response>"#]]
    .assert_eq(&form(running, "ec2", "Action=DescribeNothing&Version=2016-11-15"));
    expect![[r#"
        400 text/xml
        <ErrorResponse><Error><Type>Sender</Type><Code>SandboxNotImplemented</Code><Message>the sandbox does not have iam DoNothing: neither moto 5.2.1 nor the gateway answers it</Message></Error></ErrorResponse>"#]]
    .assert_eq(&form(running, "iam", "Action=DoNothing&Version=2010-05-08"));
    let target = ("X-Amz-Target", "AWSOrganizationsV20161128.DoNothing");
    let organizations = signed("organizations");
    let headers = [HOST, target, ("Content-Type", "application/x-amz-json-1.1"), ("Authorization", &organizations)];
    expect![[r#"
        400 application/x-amz-json-1.1
        {"__type":"SandboxNotImplemented","message":"the sandbox does not have organizations DoNothing: neither moto 5.2.1 nor the gateway answers it","Message":"the sandbox does not have organizations DoNothing: neither moto 5.2.1 nor the gateway answers it"}"#]]
    .assert_eq(&raw(running, "POST /", &headers, "{}"));
    let rest = |start: &str, service: &str| {
        raw(running, start, &[HOST, ("Content-Type", "application/json"), ("Authorization", &signed(service))], "{}")
    };
    // A service that moto has, without the operation; a service that it does not have.
    expect![[r#"
        400 application/json
        {"__type":"SandboxNotImplemented","message":"the sandbox does not have guardduty CreateMembers: neither moto 5.2.1 nor the gateway answers it","Message":"the sandbox does not have guardduty CreateMembers: neither moto 5.2.1 nor the gateway answers it"}"#]]
    .assert_eq(&rest("POST /detector/abc/member", "guardduty"));
    expect![[r#"
        400 application/json
        {"__type":"SandboxNotImplemented","message":"the sandbox does not have detective CreateGraph: neither moto 5.2.1 nor the gateway answers it","Message":"the sandbox does not have detective CreateGraph: neither moto 5.2.1 nor the gateway answers it"}"#]]
    .assert_eq(&rest("POST /graph", "detective"));
    expect![[r#"
        400 text/xml
        <ErrorResponse><Error><Type>Sender</Type><Code>SandboxNotImplemented</Code><Message>the sandbox does not have route53 CreateCidrCollection: neither moto 5.2.1 nor the gateway answers it</Message></Error></ErrorResponse>"#]]
    .assert_eq(&rest("POST /2013-04-01/cidrcollection", "route53"));

    let calls = sandbox.client().calls().await.unwrap();
    assert_eq!(calls.iter().map(|count| count.unknown).sum::<u64>(), 6, "{calls:?}");
}

#[tokio::test]
async fn calls_are_counted_by_the_account_of_their_credentials() {
    let sandbox = Sandbox::start().await;
    let client = sandbox.client();
    let first = Credentials::first_account();
    let (dev, prod) = (sandbox.account("222222222222").await, sandbox.account("333333333333").await);
    client.clear_calls().await.unwrap();
    for credentials in [&first, &dev, &prod, &prod] {
        client.describe_vpcs(credentials, "us-west-2").await.unwrap();
    }
    let counts: Vec<_> = client
        .calls()
        .await
        .unwrap()
        .into_iter()
        .map(|count| format!("{} {} {} {}", count.account, count.service, count.operation, count.calls))
        .collect();
    assert_eq!(
        counts,
        ["123456789012 ec2 DescribeVpcs 1", "222222222222 ec2 DescribeVpcs 1", "333333333333 ec2 DescribeVpcs 2"]
    );
    let recent = client.recent_calls().await.unwrap();
    assert!(recent.iter().all(|call| call.region == "us-west-2" && call.status == Some(200)));
}

#[tokio::test]
async fn each_account_has_its_own_networks_and_its_own_inventory() {
    let sandbox = Sandbox::start().await;
    let client = sandbox.client();
    let dev = sandbox.account("222222222222").await;
    let key = &dev.access_key;
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={key}/20260101/us-west-2/ec2/aws4_request, SignedHeaders=host, Signature=0"
    );
    let body = "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.8.0.0/16&TagSpecification.1.ResourceType=vpc\
                &TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=dev";
    raw(&sandbox.running, "POST /", &[HOST, FORM, ("Authorization", &authorization)], body);

    let vpcs = client.describe_vpcs(&dev, "us-west-2").await.unwrap();
    let made: Vec<_> = vpcs.iter().filter(|vpc| !vpc.is_default).collect();
    assert_eq!(made.len(), 1, "{vpcs:?}");
    assert_eq!((made[0].name.as_str(), made[0].cidr.as_str()), ("dev", "10.8.0.0/16"));
    assert!(vpcs.iter().all(|vpc| vpc.owner == "222222222222"));
    let others = client.describe_vpcs(&Credentials::first_account(), "us-west-2").await.unwrap();
    assert!(others.iter().all(|vpc| vpc.is_default && vpc.owner == "123456789012"), "{others:?}");

    let kinds: Vec<_> = client.inventory("222222222222").await.unwrap().into_iter().map(|item| item.kind).collect();
    assert_eq!(kinds, ["NetworkAcl", "RouteTable", "SecurityGroup", "VPC"]);
    assert_eq!(client.inventory("123456789012").await.unwrap(), []);
    let id = &made[0].id;
    let body = format!("Action=DeleteVpc&Version=2016-11-15&VpcId={id}");
    raw(&sandbox.running, "POST /", &[HOST, FORM, ("Authorization", &authorization)], &body);
    assert_eq!(client.inventory("222222222222").await.unwrap(), []);
}

#[tokio::test]
async fn parameters_in_the_host_name_reach_the_service() {
    let sandbox = Sandbox::start().await;
    let running = &sandbox.running;
    let s3 = signed("s3");
    let port = running.port;
    // S3 Control, as a client sends it to its proxy.
    let address = format!("http://123456789012.127.0.0.1:{port}/v20180820/configuration/publicAccessBlock");
    let host = format!("123456789012.127.0.0.1:{port}");
    let headers = [("Host", host.as_str()), ("Content-Type", "application/xml"), ("Authorization", s3.as_str())];
    let document = "<PublicAccessBlockConfiguration xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\">\
                    <BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>";
    let put = raw(running, &format!("PUT {address}"), &headers, document);
    assert!(put.starts_with("20"), "{put}");
    let get = raw(running, &format!("GET {address}"), &headers, "");
    assert!(get.starts_with("200") && get.contains("<BlockPublicAcls>true</BlockPublicAcls>"), "{get}");

    // A bucket, from a client that looks names up.
    let host = format!("my.bucket.localhost:{port}");
    let headers = [("Host", host.as_str()), ("Authorization", s3.as_str())];
    assert!(raw(running, "PUT /", &headers, "").starts_with("200"));
    assert!(raw(running, "PUT /a%20b/c", &headers, "text").starts_with("200"));
    let plain = raw(running, "GET /my.bucket/a%20b/c", &[HOST, ("Authorization", &s3)], "");
    assert!(plain.starts_with("200") && plain.ends_with("\ntext"), "{plain}");

    let calls = sandbox.client().calls().await.unwrap();
    let names: Vec<_> = calls.iter().map(|count| format!("{} {}", count.service, count.operation)).collect();
    assert_eq!(
        names,
        [
            "s3 CreateBucket",
            "s3 GetObject",
            "s3 PutObject",
            "s3-control GetPublicAccessBlock",
            "s3-control PutPublicAccessBlock"
        ]
    );
}

#[tokio::test]
async fn nothing_leaves_this_machine() {
    let sandbox = Sandbox::start().await;
    let running = &sandbox.running;
    let refused =
        "403 text/plain\nthe sandbox serves AWS on this machine only; sts.amazonaws.com:443 is somewhere else\n";
    assert_eq!(raw(running, "CONNECT sts.amazonaws.com:443", &[("Host", "sts.amazonaws.com:443")], ""), refused);
    let metadata = raw(running, "GET http://169.254.169.254/latest/meta-data/", &[("Host", "169.254.169.254")], "");
    assert!(metadata.starts_with("403"), "{metadata}");
    let recent = sandbox.client().recent_calls().await.unwrap();
    let refused: Vec<_> = recent.iter().map(|call| (call.operation.as_str(), call.answered_by)).collect();
    assert_eq!(refused, [("sts.amazonaws.com:443", AnsweredBy::Refused), ("169.254.169.254", AnsweredBy::Refused)]);
}

#[tokio::test]
async fn settings_that_the_emulator_lacks_are_kept_per_account_and_region() {
    let sandbox = Sandbox::start().await;
    let running = &sandbox.running;
    let ask = |body: &str| form(running, "ec2", &format!("Version=2016-11-15&Action={body}"));
    let element = |answer: &str, name: &str| {
        let (_, rest) = answer.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name} in {answer}"));
        rest.split_once("</").unwrap().0.to_owned()
    };
    expect![[r#"
        200 text/xml
        <GetEbsDefaultKmsKeyIdResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><kmsKeyId>alias/aws/ebs</kmsKeyId></GetEbsDefaultKmsKeyIdResponse>"#]]
    .assert_eq(&ask("GetEbsDefaultKmsKeyId"));
    assert_eq!(element(&ask("ModifyEbsDefaultKmsKeyId&KmsKeyId=alias%2Fmine"), "kmsKeyId"), "alias/mine");
    assert_eq!(element(&ask("GetEbsDefaultKmsKeyId"), "kmsKeyId"), "alias/mine");
    assert_eq!(element(&ask("ResetEbsDefaultKmsKeyId"), "kmsKeyId"), "alias/aws/ebs");

    let images = "imageBlockPublicAccessState";
    assert_eq!(element(&ask("GetImageBlockPublicAccessState"), images), "unblocked");
    ask("EnableImageBlockPublicAccess&ImageBlockPublicAccessState=block-new-sharing");
    assert_eq!(element(&ask("GetImageBlockPublicAccessState"), images), "block-new-sharing");
    let missing = ask("EnableImageBlockPublicAccess");
    assert!(missing.starts_with("400") && element(&missing, "Code") == "MissingParameter", "{missing}");
    let wrong = ask("EnableSnapshotBlockPublicAccess&State=everything");
    assert!(wrong.starts_with("400") && element(&wrong, "Code") == "InvalidParameterValue", "{wrong}");

    ask("ModifyInstanceMetadataDefaults&HttpTokens=required&HttpPutResponseHopLimit=2");
    ask("ModifyInstanceMetadataDefaults&HttpPutResponseHopLimit=-1");
    let defaults = ask("GetInstanceMetadataDefaults");
    assert!(defaults.contains("<accountLevel><httpTokens>required</httpTokens></accountLevel>"), "{defaults}");

    ask("ModifyVpcBlockPublicAccessOptions&InternetGatewayBlockMode=block-ingress");
    let options = ask("DescribeVpcBlockPublicAccessOptions");
    assert_eq!(element(&options, "internetGatewayBlockMode"), "block-ingress");
    assert_eq!(
        (element(&options, "awsAccountId"), element(&options, "state")),
        ("123456789012".to_owned(), "update-complete".to_owned())
    );

    // Another account knows nothing of it.
    let dev = sandbox.account("222222222222").await;
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={}/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host",
        dev.access_key
    );
    let headers = [HOST, FORM, ("Authorization", authorization.as_str())];
    let others = raw(running, "POST /", &headers, "Version=2016-11-15&Action=GetImageBlockPublicAccessState");
    assert_eq!(element(&others, images), "unblocked");
}

#[tokio::test]
async fn a_users_service_credentials_are_none_and_a_missing_user_is_an_error() {
    let sandbox = Sandbox::start().await;
    let ask = |body: &str| form(&sandbox.running, "iam", &format!("Version=2010-05-08&Action={body}"));
    assert!(ask("CreateUser&UserName=ada").starts_with("200"));
    let none = ask("ListServiceSpecificCredentials&UserName=ada");
    assert!(none.starts_with("200") && none.contains("<ServiceSpecificCredentials/>"), "{none}");
    let missing = ask("ListServiceSpecificCredentials&UserName=bob");
    assert!(missing.starts_with("404") && missing.contains("<Code>NoSuchEntity</Code>"), "{missing}");
}

#[tokio::test]
async fn bodies_of_any_length_stream_through() {
    let sandbox = Sandbox::start().await;
    let s3 = signed("s3");
    let headers = [HOST, ("Authorization", s3.as_str())];
    assert!(raw(&sandbox.running, "PUT /long-bucket", &headers, "").starts_with("200"));
    let text = "0123456789abcdef".repeat(1 << 19);
    assert!(raw(&sandbox.running, "PUT /long-bucket/key", &headers, &text).starts_with("200"));
    let answer = raw(&sandbox.running, "GET /long-bucket/key", &headers, "");
    assert!(answer.ends_with(&text), "{}", answer.len());
}

#[tokio::test]
async fn an_own_address_that_is_not_there_lists_those_that_are() {
    let sandbox = Sandbox::start().await;
    let answer = raw(&sandbox.running, "GET /_groundplan/", &[HOST], "");
    assert!(answer.starts_with("404 text/plain\nGET    /_groundplan/health"), "{answer}");
    let answer = raw(&sandbox.running, "POST /_groundplan/rules", &[HOST], r#"{"sevice":"ec2"}"#);
    assert!(answer.starts_with("400") && answer.contains("unknown field `sevice`"), "{answer}");
}

#[tokio::test]
async fn a_request_that_is_sent_again_is_answered_as_the_first_time() {
    let sandbox = Sandbox::start().await;
    let create = |number: &str| {
        let headers = [HOST, FORM, ("Authorization", &signed("iam")), ("amz-sdk-invocation-id", number)];
        raw(&sandbox.running, "POST /", &headers, "Action=CreateUser&Version=2010-05-08&UserName=jane")
    };
    let first = create("one");
    assert!(first.starts_with("200") && first.contains("<UserName>jane</UserName>"), "{first}");
    assert_eq!(create("one"), first);
    let another = create("two");
    assert!(another.starts_with("409") && another.contains("EntityAlreadyExists"), "{another}");
}
