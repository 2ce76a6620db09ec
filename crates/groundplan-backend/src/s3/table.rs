use std::time::Duration;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType, SseSpecification, TableStatus,
    Tag,
};
use groundplan_state::StoreError;

use super::connect::Clients;
use super::create::Creation;
use super::error::{code, is_missing, service};

/// The table's key, as Terraform names it.
pub(super) const LOCK_ID: &str = "LockID";

/// How often a table that is being made is looked at, and how often at most.
const PAUSE: Duration = Duration::from_secs(1);
const LOOKS: u32 = 120;

/// Makes the table for locks when it is missing. Says so.
pub(super) async fn make_missing(
    clients: &Clients,
    table: &str,
    creation: &Creation,
) -> Result<Vec<String>, StoreError> {
    let place = format!("the DynamoDB table {table}");
    match clients.dynamodb.describe_table().table_name(table).send().await {
        Ok(_) => return Ok(Vec::new()),
        Err(error) if is_missing(&error) => {}
        // Whoever may not ask may still use it.
        Err(error) if code(&error) == Some("AccessDeniedException") => return Ok(Vec::new()),
        Err(error) => return Err(service("look for", &place, &error)),
    }
    let defect = |error: aws_sdk_dynamodb::error::BuildError| StoreError::Service {
        action: "make",
        location: place.clone(),
        message: error.to_string(),
        help: "This is a bug in groundplan.",
    };
    let key = KeySchemaElement::builder().attribute_name(LOCK_ID).key_type(KeyType::Hash).build().map_err(defect)?;
    let attribute = AttributeDefinition::builder()
        .attribute_name(LOCK_ID)
        .attribute_type(ScalarAttributeType::S)
        .build()
        .map_err(defect)?;
    let tags: Result<Vec<Tag>, _> =
        creation.table_tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect();
    let tags = Some(tags.map_err(defect)?).filter(|tags| !tags.is_empty());
    let encryption = creation.table_encryption.then(|| SseSpecification::builder().enabled(true).build());
    let made = clients
        .dynamodb
        .create_table()
        .table_name(table)
        .billing_mode(BillingMode::PayPerRequest)
        .key_schema(key)
        .attribute_definitions(attribute)
        .set_sse_specification(encryption)
        .set_tags(tags)
        .send()
        .await;
    match made {
        Ok(_) => {}
        // Another run was faster.
        Err(error) if code(&error) == Some("ResourceInUseException") => {}
        Err(error) => return Err(service("make", &place, &error)),
    }
    for _ in 0..LOOKS {
        let found = clients.dynamodb.describe_table().table_name(table).send().await;
        let found = found.map_err(|error| service("look at", &place, &error))?;
        if found.table().and_then(|table| table.table_status()) == Some(&TableStatus::Active) {
            return Ok(vec![format!("made {place} for locks")]);
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(StoreError::Service {
        action: "make",
        location: place,
        message: "it is not ready yet".to_owned(),
        help: "Run the command again in a minute.",
    })
}
