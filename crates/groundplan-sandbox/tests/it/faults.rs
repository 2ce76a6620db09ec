//! Delays and faults, as the caller of a service sees them.

use groundplan_sandbox::Error;
use groundplan_sandbox::client::{AnsweredBy, Client, Credentials, Fault, Rule};

use crate::support::{FORM, HOST, Sandbox, signed, try_raw};

async fn describe(client: &Client) -> Result<usize, Error> {
    describe_in(client, "us-west-2").await
}

/// How many networks the first account has in the region.
async fn describe_in(client: &Client, region: &str) -> Result<usize, Error> {
    client.describe_vpcs(&Credentials::first_account(), region).await.map(|vpcs| vpcs.len())
}

fn on_ec2(fault: Option<Fault>) -> Rule {
    Rule { service: Some("ec2".to_owned()), fault, ..Rule::default() }
}

#[tokio::test]
async fn faults_strike_as_often_as_they_are_asked_to() {
    let sandbox = Sandbox::start().await;
    let client = sandbox.client();
    let error = Fault::Error { status: 503, code: "Unavailable".to_owned(), message: "later".to_owned() };
    let id = client.add_rule(&Rule { every: Some(2), times: Some(2), ..on_ec2(Some(error)) }).await.unwrap();
    let mut codes = Vec::new();
    for _ in 0..6 {
        codes.push(match describe(&client).await {
            Ok(_) => "ok".to_owned(),
            Err(Error::Refused { code, message, .. }) => format!("{code} {message}"),
            Err(error) => error.to_string(),
        });
    }
    assert_eq!(codes, ["ok", "Unavailable later", "ok", "Unavailable later", "ok", "ok"]);
    // Other services are not touched.
    client.caller_identity(&Credentials::first_account()).await.unwrap();
    let state = client.rules().await.unwrap();
    assert_eq!((state[0].id, state[0].matched, state[0].struck), (id, 6, 2));

    let counts = client.calls().await.unwrap();
    let ec2 = counts.iter().find(|count| count.service == "ec2").unwrap();
    assert_eq!((ec2.calls, ec2.errors, ec2.injected), (6, 2, 2));
}

#[tokio::test]
async fn a_throttle_is_the_services_own_and_a_drop_is_no_answer() {
    let sandbox = Sandbox::start().await;
    let client = sandbox.client();
    client.add_rule(&on_ec2(Some(Fault::Throttle))).await.unwrap();
    let error = describe(&client).await.unwrap_err();
    assert!(matches!(&error, Error::Refused { code, .. } if code == "RequestLimitExceeded"), "{error}");
    client.clear_rules().await.unwrap();
    describe(&client).await.unwrap();

    client.add_rule(&on_ec2(Some(Fault::Drop))).await.unwrap();
    let error = describe(&client).await.unwrap_err();
    assert!(matches!(&error, Error::Endpoint { .. }), "{error}");
    let last = client.recent_calls().await.unwrap().pop().unwrap();
    assert_eq!((last.status, last.answered_by), (None, AnsweredBy::Rule));
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_change_was_made() {
    let sandbox = Sandbox::start().await;
    let client = sandbox.client();
    let before = describe_in(&client, "us-east-1").await.unwrap();
    let rule = Rule {
        operation: Some("Create*".to_owned()),
        account: Some("123456789012".to_owned()),
        after: true,
        times: Some(1),
        ..on_ec2(Some(Fault::Drop))
    };
    client.add_rule(&rule).await.unwrap();
    let create = "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.9.0.0/16";
    let headers = [HOST, FORM, ("Authorization", &signed("ec2"))];
    assert_eq!(try_raw(&sandbox.running, "POST /", &headers, create), None);
    assert_eq!(describe_in(&client, "us-east-1").await.unwrap(), before + 1);
}

#[tokio::test]
async fn a_delay_is_part_of_the_time_that_is_recorded() {
    let sandbox = Sandbox::start().await;
    let client = sandbox.client();
    client.add_rule(&Rule { delay_ms: 120, ..on_ec2(None) }).await.unwrap();
    describe(&client).await.unwrap();
    let last = client.recent_calls().await.unwrap().pop().unwrap();
    assert!(last.micros >= 120_000, "{last:?}");
    assert_eq!(last.answered_by, AnsweredBy::Emulator);
}
