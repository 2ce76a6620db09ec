//! Questions about accounts and roles.

use roxmltree::Document;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::wire::{Client, Credentials};
use crate::client::xml::xml_text;
use crate::error::Error;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The account's id.
    pub account: String,
    /// The user's or role session's ARN.
    pub arn: String,
}

/// An account of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its root user's address.
    pub email: String,
    /// `ACTIVE`, `SUSPENDED` or `PENDING_CLOSURE`.
    pub status: String,
}

impl Client {
    /// STS GetCallerIdentity.
    ///
    /// # Errors
    ///
    /// Nobody answers there, or not as AWS does.
    pub async fn caller_identity(&self, credentials: &Credentials) -> Result<Identity, Error> {
        let answer = self.query(credentials, ("sts", "us-east-1"), "GetCallerIdentity", "2011-06-15", &[]).await?;
        let text = |name| xml_text(answer.as_bytes(), name);
        match (text("Account"), text("Arn")) {
            (Some(account), Some(arn)) => Ok(Identity { account, arn }),
            _ => Err(self.not_aws("GetCallerIdentity names no account")),
        }
    }

    /// STS AssumeRole: credentials of a role, such as `OrganizationAccountAccessRole`, in another account.
    ///
    /// # Errors
    ///
    /// Nobody answers, or the role may not be assumed.
    pub async fn assume_role(&self, from: &Credentials, account: &str, role: &str) -> Result<Credentials, Error> {
        let arn = format!("arn:aws:iam::{account}:role/{role}");
        let parameters = [("RoleArn", arn.as_str()), ("RoleSessionName", "groundplan")];
        let answer = self.query(from, ("sts", "us-east-1"), "AssumeRole", "2011-06-15", &parameters).await?;
        let document = Document::parse(&answer).map_err(|error| self.not_aws(&error.to_string()))?;
        let text =
            |name: &str| document.descendants().find(|node| node.tag_name().name() == name)?.text().map(str::to_owned);
        match (text("AccessKeyId"), text("SecretAccessKey")) {
            (Some(access_key), Some(secret_key)) => {
                Ok(Credentials { access_key, secret_key, session_token: text("SessionToken") })
            }
            _ => Err(self.not_aws("AssumeRole gives no credentials")),
        }
    }

    /// Organizations ListAccounts, asked with the management account's credentials; empty when there is no organization.
    ///
    /// # Errors
    ///
    /// Nobody answers, or not as AWS does.
    pub async fn list_accounts(&self, management: &Credentials) -> Result<Vec<Account>, Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Page {
            accounts: Vec<Account>,
            next_token: Option<String>,
        }
        let mut accounts = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let body = token.map_or_else(|| json!({}), |token| json!({ "NextToken": token }));
            let target = "AWSOrganizationsV20161128.ListAccounts";
            let answer: Value = match self.json(management, ("organizations", "us-east-1"), target, &body).await {
                Err(Error::Refused { code, .. }) if code == "AWSOrganizationsNotInUseException" => {
                    return Ok(Vec::new());
                }
                answer => answer?,
            };
            let page: Page = serde_json::from_value(answer).map_err(|error| self.not_aws(&error.to_string()))?;
            accounts.extend(page.accounts);
            token = page.next_token;
            if token.is_none() {
                return Ok(accounts);
            }
        }
    }
}
