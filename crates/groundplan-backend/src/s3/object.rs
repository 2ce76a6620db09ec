use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{ChecksumAlgorithm, ObjectCannedAcl, ServerSideEncryption};
use groundplan_state::StoreError;

use super::config::{Encryption, S3Config};
use super::connections::Connection;
use super::error::{code, is_condition_failed, is_conflict, is_missing, service};

/// An object of a bucket: a state, or a lock.
pub(super) struct Object<'a> {
    pub(super) connection: &'a Connection,
    pub(super) config: &'a S3Config,
    pub(super) key: &'a str,
}

/// What an object holds.
pub(super) struct Content {
    pub(super) bytes: Vec<u8>,
    /// Names this content, for conditional writes.
    pub(super) etag: Option<String>,
}

/// When an object may be written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Condition<'a> {
    Always,
    /// There is none.
    Absent,
    /// It is the one with this tag.
    Is(&'a str),
}

/// What became of a write.
pub(super) enum Put {
    /// It was made; what names the new content.
    Done(Option<String>),
    /// The condition did not hold.
    Refused,
    /// There is no bucket.
    NoBucket,
}

/// How often a write is tried that meets another one.
const CONFLICTS: u32 = 5;

impl Object<'_> {
    pub(super) fn location(&self) -> String {
        format!("s3://{}/{}", self.config.bucket, self.key)
    }

    /// What it holds; none when it, or its bucket, does not exist.
    pub(super) async fn get(&self) -> Result<Option<Content>, StoreError> {
        let clients = self.connection.clients().await?;
        let _room = self.connection.room.acquire().await;
        let got = clients.s3.get_object().bucket(&self.config.bucket).key(self.key).send().await;
        let got = match got {
            Ok(got) => got,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => return Err(service("read", &self.location(), &error)),
        };
        let etag = got.e_tag;
        let bytes = got.body.collect().await.map_err(|error| StoreError::Service {
            action: "read",
            location: self.location(),
            message: super::error::chain(&error),
            help: "Check the network, then run the command again.",
        })?;
        Ok(Some(Content { bytes: bytes.to_vec(), etag }))
    }

    /// Writes it.
    pub(super) async fn put(&self, bytes: &[u8], condition: Condition<'_>) -> Result<Put, StoreError> {
        let clients = self.connection.clients().await?;
        let _room = self.connection.room.acquire().await;
        let mut condition = condition;
        let mut tries = 0;
        loop {
            let mut put = clients
                .s3
                .put_object()
                .bucket(&self.config.bucket)
                .key(self.key)
                .content_type("application/json")
                .body(ByteStream::from(bytes.to_vec()));
            if !self.config.connection.checksum_when_required {
                put = put.checksum_algorithm(ChecksumAlgorithm::Sha256);
            }
            if let Some(acl) = &self.config.acl {
                put = put.acl(ObjectCannedAcl::from(acl.as_str()));
            }
            put = match &self.config.encryption {
                Encryption::Default => put,
                Encryption::Aes256 => put.server_side_encryption(ServerSideEncryption::Aes256),
                Encryption::Kms(key) => put.server_side_encryption(ServerSideEncryption::AwsKms).ssekms_key_id(key),
            };
            put = match condition {
                Condition::Always => put,
                Condition::Absent => put.if_none_match("*"),
                Condition::Is(etag) => put.if_match(etag),
            };
            tries += 1;
            match put.send().await {
                Ok(done) => return Ok(Put::Done(done.e_tag)),
                Err(error) if is_condition_failed(&error) => return Ok(Put::Refused),
                Err(error) if is_conflict(&error) && tries < CONFLICTS => {}
                Err(error) if code(&error) == Some("NoSuchBucket") => return Ok(Put::NoBucket),
                // Tagged writes are younger than S3's look-alikes; the caller has compared what is stored already.
                Err(error) if code(&error) == Some("NotImplemented") && matches!(condition, Condition::Is(_)) => {
                    condition = Condition::Always;
                }
                // The object that was to be replaced is gone.
                Err(error) if code(&error) == Some("NoSuchKey") => return Ok(Put::Refused),
                Err(error) => return Err(service("write", &self.location(), &error)),
            }
        }
    }

    /// Removes it.
    pub(super) async fn delete(&self) -> Result<(), StoreError> {
        let clients = self.connection.clients().await?;
        let _room = self.connection.room.acquire().await;
        let deleted = clients.s3.delete_object().bucket(&self.config.bucket).key(self.key).send().await;
        deleted.map(drop).map_err(|error| service("remove", &self.location(), &error))
    }
}
