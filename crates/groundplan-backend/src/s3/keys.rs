use groundplan_state::StoreError;

use super::connections::Connection;
use super::error::{is_missing, service};

/// The keys in a bucket that begin with a prefix; none when there is no such bucket.
pub(super) async fn list(connection: &Connection, bucket: &str, prefix: &str) -> Result<Vec<String>, StoreError> {
    let clients = connection.clients().await?;
    let _room = connection.room.acquire().await;
    let mut pages = clients.s3.list_objects_v2().bucket(bucket).prefix(prefix).into_paginator().send();
    let mut keys = Vec::new();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => keys.extend(page.contents.into_iter().flatten().filter_map(|object| object.key)),
            Err(error) if is_missing(&error) => return Ok(Vec::new()),
            Err(error) => return Err(service("list", &format!("s3://{bucket}/{prefix}"), &error)),
        }
    }
    Ok(keys)
}
