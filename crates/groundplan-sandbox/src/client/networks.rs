//! Questions about networks.

use roxmltree::Document;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::wire::{Client, Credentials};
use crate::client::xml::{child, items};
use crate::error::Error;

/// A network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// Its id, `vpc-…`.
    pub id: String,
    /// Its first address range, in CIDR notation.
    pub cidr: String,
    /// The id of the account that it belongs to.
    pub owner: String,
    /// Its `Name` tag, empty without one.
    pub name: String,
    /// Whether it is the one that every account has from the start.
    pub is_default: bool,
}

/// A log group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogGroup {
    /// Its name.
    #[serde(rename = "logGroupName")]
    pub name: String,
    /// How many days its events are kept; `None` for ever.
    pub retention_in_days: Option<u32>,
    /// The key that encrypts it.
    pub kms_key_id: Option<String>,
}

impl Client {
    /// EC2 DescribeVpcs: the networks of the credentials' account in a region, the default one included.
    ///
    /// # Errors
    ///
    /// Nobody answers, or not as AWS does.
    pub async fn describe_vpcs(&self, credentials: &Credentials, region: &str) -> Result<Vec<Vpc>, Error> {
        let answer = self.query(credentials, ("ec2", region), "DescribeVpcs", "2016-11-15", &[]).await?;
        let document = Document::parse(&answer).map_err(|error| self.not_aws(&error.to_string()))?;
        let vpcs = items(&document, "vpcSet").map(|vpc| {
            let text = |name| child(vpc, name).unwrap_or_default();
            let tags = vpc.children().find(|node| node.tag_name().name() == "tagSet");
            let name = tags
                .into_iter()
                .flat_map(|tags| tags.children())
                .find(|tag| child(*tag, "key").as_deref() == Some("Name"))
                .and_then(|tag| child(tag, "value"));
            Vpc {
                id: text("vpcId"),
                cidr: text("cidrBlock"),
                owner: text("ownerId"),
                name: name.unwrap_or_default(),
                is_default: text("isDefault") == "true",
            }
        });
        Ok(vpcs.collect())
    }

    /// CloudWatch Logs DescribeLogGroups: the log groups whose names begin so; the first fifty.
    ///
    /// # Errors
    ///
    /// Nobody answers, or not as AWS does.
    pub async fn describe_log_groups(
        &self,
        credentials: &Credentials,
        region: &str,
        beginning: &str,
    ) -> Result<Vec<LogGroup>, Error> {
        let body = if beginning.is_empty() { json!({}) } else { json!({ "logGroupNamePrefix": beginning }) };
        let mut answer = self.json(credentials, ("logs", region), "Logs_20140328.DescribeLogGroups", &body).await?;
        let groups = answer.get_mut("logGroups").map(Value::take).unwrap_or_default();
        serde_json::from_value(groups).map_err(|error| self.not_aws(&error.to_string()))
    }
}
