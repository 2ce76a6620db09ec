//! The lock and the checksum that Terraform keeps in a DynamoDB table.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use groundplan_state::{LockError, LockInfo, StoreError};

use super::connections::Connection;
use super::error::{is_condition_failed, is_missing, service};
use super::table::LOCK_ID;

/// A state's items in the table: `BUCKET/KEY` is its lock, `BUCKET/KEY-md5` the checksum of what is stored.
pub(super) struct LockTable<'a> {
    pub(super) connection: &'a Connection,
    pub(super) table: &'a str,
    /// `BUCKET/KEY`
    pub(super) path: &'a str,
}

const INFO: &str = "Info";
const DIGEST: &str = "Digest";

impl LockTable<'_> {
    fn location(&self) -> String {
        format!("the DynamoDB table {}", self.table)
    }

    fn digest_id(&self) -> String {
        format!("{}-md5", self.path)
    }

    /// Takes the lock; false when there is no table, and so nothing to lock.
    pub(super) async fn take(&self, state: &str, info: &LockInfo) -> Result<bool, LockError> {
        let clients = self.connection.clients().await?;
        for _ in 0..3 {
            let put = clients
                .dynamodb
                .put_item()
                .table_name(self.table)
                .item(LOCK_ID, AttributeValue::S(self.path.to_owned()))
                .item(INFO, AttributeValue::S(info.to_json()))
                .condition_expression("attribute_not_exists(LockID)")
                .send()
                .await;
            match put {
                Ok(_) => return Ok(true),
                Err(error) if is_missing(&error) => return Ok(false),
                Err(error) if is_condition_failed(&error) => {}
                Err(error) => return Err(service("lock", &self.location(), &error).into()),
            }
            match self.holder().await? {
                // An answer that was lost on its way: the lock is ours.
                Some(holder) if holder.id == info.id => return Ok(true),
                Some(holder) => {
                    return Err(LockError::Held { location: state.to_owned(), holder: Some(Box::new(holder)) });
                }
                None => {}
            }
        }
        Err(LockError::Held { location: state.to_owned(), holder: None })
    }

    /// Gives the lock with that id back.
    pub(super) async fn release(&self, state: &str, id: &str) -> Result<(), LockError> {
        match self.holder().await? {
            Some(holder) if holder.id == id => Ok(self.delete(self.path.to_owned()).await?),
            _ => Err(LockError::NotHeld { location: state.to_owned(), id: id.to_owned() }),
        }
    }

    /// The checksum of what was stored last, as hexadecimal text; none when none was recorded.
    pub(super) async fn digest(&self) -> Result<Option<String>, StoreError> {
        let item = self.get(self.digest_id()).await?;
        let text = item.as_ref().and_then(|item| item.get(DIGEST)?.as_s().ok());
        Ok(text.filter(|text| !text.is_empty()).cloned())
    }

    /// Records the checksum of what is stored.
    pub(super) async fn set_digest(&self, digest: &str) -> Result<(), StoreError> {
        let clients = self.connection.clients().await?;
        let put = clients.dynamodb.put_item().table_name(self.table);
        let put = put.item(LOCK_ID, AttributeValue::S(self.digest_id()));
        let put = put.item(DIGEST, AttributeValue::S(digest.to_owned())).send().await;
        put.map(drop).map_err(|error| service("record the state's checksum in", &self.location(), &error))
    }

    /// Who holds the lock. What cannot be read is someone whom we do not know.
    pub(super) async fn holder(&self) -> Result<Option<LockInfo>, StoreError> {
        let item = self.get(self.path.to_owned()).await?;
        let info = item.map(|item| item.get(INFO).and_then(|info| LockInfo::from_json(info.as_s().ok()?)));
        Ok(info.map(Option::unwrap_or_default))
    }

    async fn get(&self, id: String) -> Result<Option<HashMap<String, AttributeValue>>, StoreError> {
        let clients = self.connection.clients().await?;
        let get = clients.dynamodb.get_item().table_name(self.table).key(LOCK_ID, AttributeValue::S(id));
        match get.consistent_read(true).send().await {
            Ok(got) => Ok(got.item),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(service("read", &self.location(), &error)),
        }
    }

    async fn delete(&self, id: String) -> Result<(), StoreError> {
        let clients = self.connection.clients().await?;
        let delete = clients.dynamodb.delete_item().table_name(self.table).key(LOCK_ID, AttributeValue::S(id));
        delete.send().await.map(drop).map_err(|error| service("unlock", &self.location(), &error))
    }
}
