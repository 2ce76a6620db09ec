//! What one account shares with another: within the organization at once, elsewhere when it is accepted.

use groundplan_sandbox::client::Credentials;

use crate::support::{Sandbox, member};

const OUTSIDER: &str = "222222222222";

/// The text between two marks.
fn between<'a>(answer: &'a str, start: &str, end: &str) -> &'a str {
    answer.split_once(start).and_then(|(_, rest)| rest.split_once(end)).unwrap_or_else(|| panic!("{answer}")).0
}

/// A transit gateway of the first account and a share of it: their identifier and ARN.
fn shared_gateway(sandbox: &Sandbox, allow_external: bool) -> (String, String) {
    let owner = Credentials::first_account();
    let made = sandbox.form_as(&owner, "ec2", "Version=2016-11-15&Action=CreateTransitGateway");
    let arn = between(&made, "<transitGatewayArn>", "</transitGatewayArn>");
    let body = format!(r#"{{"name": "hub", "allowExternalPrincipals": {allow_external}, "resourceArns": ["{arn}"]}}"#);
    let share = sandbox.json_as(&owner, "ram", "POST /createresourceshare", &body);
    let id = between(&made, "<transitGatewayId>", "</transitGatewayId>");
    (id.to_owned(), member(&share, "resourceShareArn"))
}

fn share_with(sandbox: &Sandbox, share: &str, principal: &str) -> String {
    let body = format!(r#"{{"resourceShareArn": "{share}", "principals": ["{principal}"]}}"#);
    sandbox.json_as(&Credentials::first_account(), "ram", "POST /associateresourceshare", &body)
}

/// What the account is told when it asks for the gateway.
fn look(sandbox: &Sandbox, who: &Credentials, gateway: &str) -> String {
    let ask = format!("Version=2016-11-15&Action=DescribeTransitGateways&TransitGatewayIds.1={gateway}");
    sandbox.form_as(who, "ec2", &ask)
}

#[tokio::test]
async fn an_account_outside_has_to_accept_and_may_leave() {
    let sandbox = Sandbox::start().await;
    let outsider = sandbox.account(OUTSIDER).await;
    let (gateway, share) = shared_gateway(&sandbox, true);
    assert!(share_with(&sandbox, &share, OUTSIDER).starts_with("200"));
    let standing = format!(r#"{{"associationType": "PRINCIPAL", "resourceShareArns": ["{share}"]}}"#);
    let standing = || {
        let owner = Credentials::first_account();
        member(&sandbox.json_as(&owner, "ram", "POST /getresourceshareassociations", &standing), "status")
    };
    assert_eq!(standing(), "ASSOCIATING");
    let unseen = look(&sandbox, &outsider, &gateway);
    assert!(unseen.contains("InvalidTransitGatewayID.NotFound"), "{unseen}");

    let asked = sandbox.json_as(&outsider, "ram", "POST /getresourceshareinvitations", "{}");
    let accept = format!(r#"{{"resourceShareInvitationArn": "{}"}}"#, member(&asked, "resourceShareInvitationArn"));
    let accepted = sandbox.json_as(&outsider, "ram", "POST /acceptresourceshareinvitation", &accept);
    assert_eq!(member(&accepted, "status"), "ACCEPTED");
    let again = sandbox.json_as(&outsider, "ram", "POST /acceptresourceshareinvitation", &accept);
    assert!(again.contains("ResourceShareInvitationAlreadyAcceptedException"), "{again}");
    assert_eq!(standing(), "ASSOCIATED");
    assert!(look(&sandbox, &outsider, &gateway).starts_with("200"));
    let resources = sandbox.json_as(&outsider, "ram", "POST /listresources", r#"{"resourceOwner": "OTHER-ACCOUNTS"}"#);
    assert_eq!(member(&resources, "type"), "ec2:TransitGateway");

    let leave = format!(r#"{{"resourceShareArn": "{share}", "principals": ["{OUTSIDER}"]}}"#);
    assert!(sandbox.json_as(&outsider, "ram", "POST /disassociateresourceshare", &leave).starts_with("200"));
    assert!(look(&sandbox, &outsider, &gateway).contains("NotFound"));
}

#[tokio::test]
async fn within_the_organization_nobody_is_asked_and_nobody_else_is_let_in() {
    let sandbox = Sandbox::start().await;
    let organizations = |operation: &str, body: &str| {
        sandbox.json("organizations", &format!("AWSOrganizationsV20161128.{operation}"), body)
    };
    organizations("CreateOrganization", "{}");
    let created = organizations("CreateAccount", r#"{"AccountName": "dev", "Email": "dev@acme.example"}"#);
    let member_id = member(&created, "AccountId");
    let root = member(&organizations("ListRoots", "{}"), "Id");
    let unit = organizations("CreateOrganizationalUnit", &format!(r#"{{"Name": "workloads", "ParentId": "{root}"}}"#));
    let (gateway, share) = shared_gateway(&sandbox, false);
    let unit_arn = member(&unit, "Arn");
    let early = share_with(&sandbox, &share, &unit_arn);
    assert!(early.contains("OperationNotPermittedException"), "sharing is not switched on: {early}");
    sandbox.json_as(&Credentials::first_account(), "ram", "POST /enablesharingwithawsorganization", "{}");

    assert!(share_with(&sandbox, &share, &unit_arn).starts_with("200"));
    let outside = share_with(&sandbox, &share, OUTSIDER);
    assert!(outside.contains("OperationNotPermittedException"), "{outside}");
    let dev = sandbox.account(&member_id).await;
    assert!(look(&sandbox, &dev, &gateway).contains("NotFound"), "the account is not in the unit yet");
    let place = format!(
        r#"{{"AccountId": "{member_id}", "SourceParentId": "{root}", "DestinationParentId": "{}"}}"#,
        member(&unit, "Id")
    );
    organizations("MoveAccount", &place);
    let seen = look(&sandbox, &dev, &gateway);
    assert!(seen.starts_with("200"), "{seen}");
}
