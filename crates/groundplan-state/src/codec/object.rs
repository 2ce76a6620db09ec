//! One instance object: the members that an object has in a state are also those that it has in the journal.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use groundplan_address::InstanceKey;

use crate::json::{Fields, Misfit, Node, Object, RawJson};
use crate::{AttributePath, AttributeStep, Attributes, DeposedKey, InstanceObject, ObjectStatus};

pub(crate) fn decode_object(node: Node<'_>) -> Result<(InstanceKey, Option<DeposedKey>, InstanceObject), Misfit> {
    let mut fields = node.fields()?;
    let key = decode_key(&mut fields)?;
    let deposed = match fields.take("deposed") {
        None => None,
        Some(node) => match node.string()? {
            text if text.is_empty() => None,
            text => Some(text.parse().map_err(|error| node.misfit(format!("{error}")))?),
        },
    };
    let status = decode_status(&mut fields)?;
    let schema_version = fields.take("schema_version").map_or(Ok(0), Node::unsigned)?;
    let attributes = decode_attributes(&mut fields)?;
    let sensitive_paths = match fields.take("sensitive_attributes") {
        None => Vec::new(),
        Some(node) => node.list()?.into_iter().map(decode_path).collect::<Result<_, _>>()?,
    };
    let identity_schema_version = fields.take("identity_schema_version").map(Node::unsigned).transpose()?;
    let identity = fields.take("identity").map(Node::raw).transpose()?;
    let private = match fields.take("private") {
        None => Vec::new(),
        Some(node) => STANDARD.decode(node.string()?).map_err(|_| node.misfit("the private bytes are not base64"))?,
    };
    let dependencies = match fields.take("dependencies") {
        None => Vec::new(),
        Some(node) => node.list()?.into_iter().map(Node::string).collect::<Result<_, _>>()?,
    };
    let create_before_destroy = fields.take("create_before_destroy").map_or(Ok(false), Node::boolean)?;
    let object = InstanceObject {
        status,
        schema_version,
        attributes,
        sensitive_paths,
        identity_schema_version,
        identity,
        private,
        dependencies,
        create_before_destroy,
        extra: fields.rest()?,
    };
    Ok((key, deposed, object))
}

fn decode_key(fields: &mut Fields<'_>) -> Result<InstanceKey, Misfit> {
    let Some(node) = fields.take("index_key") else {
        return Ok(InstanceKey::None);
    };
    if node.is_string() {
        return Ok(InstanceKey::Key(node.string()?.into()));
    }
    let index = usize::try_from(node.unsigned()?);
    index.map(InstanceKey::Index).map_err(|_| node.misfit("the index is too large"))
}

fn decode_status(fields: &mut Fields<'_>) -> Result<ObjectStatus, Misfit> {
    let Some(node) = fields.take("status") else {
        return Ok(ObjectStatus::Ready);
    };
    match node.string()?.as_str() {
        "" => Ok(ObjectStatus::Ready),
        "tainted" => Ok(ObjectStatus::Tainted),
        other => Err(node.misfit(format!("the status {other:?} is not known"))),
    }
}

fn decode_attributes(fields: &mut Fields<'_>) -> Result<Attributes, Misfit> {
    let flat = fields.take("attributes_flat");
    if let Some(node) = fields.take_any("attributes") {
        return Ok(Attributes::Json(node.raw()?));
    }
    let entries = flat.map(Node::fields).transpose()?.map(Fields::into_entries).unwrap_or_default();
    if entries.is_empty() {
        return Ok(Attributes::Json(RawJson::empty_object()));
    }
    let flat = entries.into_iter().map(|(key, node)| Ok((key, node.string()?)));
    Ok(Attributes::Flat(flat.collect::<Result<_, _>>()?))
}

fn decode_path(node: Node<'_>) -> Result<AttributePath, Misfit> {
    Ok(AttributePath(node.list()?.into_iter().map(decode_step).collect::<Result<_, _>>()?))
}

fn decode_step(node: Node<'_>) -> Result<AttributeStep, Misfit> {
    let mut fields = node.fields()?;
    let kind = fields.need("type")?;
    let value = fields.need("value")?;
    match kind.string()?.as_str() {
        "get_attr" => Ok(AttributeStep::Attr(value.string()?)),
        "index" => {
            let mut key = value.fields()?;
            Ok(AttributeStep::Index { value: key.need("value")?.raw()?, ty: key.need("type")?.raw()? })
        }
        other => Err(kind.misfit(format!("the path step {other:?} is not known"))),
    }
}

/// Writes the members of an object, in Terraform's order.
pub(crate) fn encode_object(
    out: &mut Object<'_>,
    key: &InstanceKey,
    deposed: Option<&DeposedKey>,
    object: &InstanceObject,
) {
    match key {
        InstanceKey::None => {}
        InstanceKey::Index(index) => out.literal("index_key", &index.to_string()),
        InstanceKey::Key(key) => out.string("index_key", key),
    }
    if object.status == ObjectStatus::Tainted {
        out.string("status", "tainted");
    }
    if let Some(key) = deposed {
        out.string("deposed", key.as_str());
    }
    out.literal("schema_version", &object.schema_version.to_string());
    match &object.attributes {
        Attributes::Json(attributes) => out.raw("attributes", attributes),
        Attributes::Flat(flat) if flat.is_empty() => {}
        Attributes::Flat(flat) => out.object("attributes_flat", |out| {
            for (key, value) in flat {
                out.string(key, value);
            }
        }),
    }
    out.list("sensitive_attributes", &object.sensitive_paths, |out, path| {
        out.list(&path.0, |out, step| out.object(|out| encode_step(out, step)));
    });
    if let Some(version) = object.identity_schema_version {
        out.literal("identity_schema_version", &version.to_string());
    }
    if let Some(identity) = &object.identity {
        out.raw("identity", identity);
    }
    if !object.private.is_empty() {
        out.string("private", &STANDARD.encode(&object.private));
    }
    if !object.dependencies.is_empty() {
        out.list("dependencies", &object.dependencies, |out, address| out.string(address));
    }
    if object.create_before_destroy {
        out.literal("create_before_destroy", "true");
    }
    out.extra(&object.extra);
}

fn encode_step(out: &mut Object<'_>, step: &AttributeStep) {
    match step {
        AttributeStep::Attr(name) => {
            out.string("type", "get_attr");
            out.string("value", name);
        }
        AttributeStep::Index { value, ty } => {
            out.string("type", "index");
            out.object("value", |out| {
                out.raw("value", value);
                out.raw("type", ty);
            });
        }
    }
}
