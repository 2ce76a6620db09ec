//! What the journal's lines hold.

use std::fmt;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, InstanceKey, ProviderConfigAddr};
use sha2::{Digest, Sha256};

use crate::codec::{decode_object, encode_object};
use crate::json::{Fields, Misfit, Node, Object, RawJson, Slot};
use crate::{Change, DeposedKey, InstanceObject, State, StoredObject};

/// What is about to be done to one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The unit, by its path in the live repository; empty for a bare module.
    pub unit: String,
    /// The resource instance.
    pub address: InstanceAddr,
    /// Which deposed object; `None` for the current one.
    pub deposed: Option<DeposedKey>,
    /// What is done.
    pub action: Action,
    /// The provider configuration that does it.
    pub provider: ProviderConfigAddr,
    /// What names the object among all of its type, as far as that is known before the call: an object of attributes (name,
    /// ARN, …), so that it can be looked for when the answer gets lost.
    pub identity: Option<RawJson>,
    /// The object before the call.
    pub prior: Option<Arc<InstanceObject>>,
    /// The planned attributes, with `null` where they are not known yet.
    pub planned: Option<RawJson>,
}

/// What a provider call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A new object is made.
    Create,
    /// The object is changed in place.
    Update,
    /// The object is destroyed.
    Delete,
}

/// Names an intent until it is answered, also in later runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub(super) u64);

/// A snapshot that a unit's changes build on: one that was in the store, or was about to be put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Basis {
    pub(super) lineage: String,
    pub(super) serial: u64,
    /// The checksum of the snapshot's text.
    pub(super) checksum: String,
}

/// One line of the journal.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) sequence: u64,
    pub(super) unit: String,
    pub(super) event: Event,
}

#[derive(Clone, Debug)]
pub(super) enum Event {
    Basis(Basis),
    Intent(Box<Intent>),
    /// What came of an intent, or a change that needs no provider call.
    Changes {
        answers: Option<Token>,
        changes: Vec<Change>,
    },
}

impl Action {
    /// The word: `create`, `update`, `delete`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Basis {
    pub(super) fn of(state: &State) -> Self {
        let checksum = Sha256::digest(state.encode()).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { lineage: state.lineage.clone(), serial: state.serial, checksum }
    }
}

impl Record {
    /// The line, with its end.
    pub(super) fn encode(&self) -> String {
        let mut line = String::new();
        Slot::new(&mut line).object(|out| {
            out.literal("sequence", &self.sequence.to_string());
            out.string("unit", &self.unit);
            match &self.event {
                Event::Basis(basis) => out.object("basis", |out| encode_basis(out, basis)),
                Event::Intent(intent) => out.object("intent", |out| encode_intent(out, intent)),
                Event::Changes { answers, changes } => {
                    if let Some(Token(token)) = answers {
                        out.literal("answers", &token.to_string());
                    }
                    out.list("changes", changes, |out, change| out.object(|out| encode_change(out, change)));
                }
            }
        });
        line.push('\n');
        line
    }

    /// Reads a line.
    pub(super) fn decode(line: &str) -> Result<Self, String> {
        let root = Node::root(line).map_err(|error| error.to_string())?;
        decode_record(root).map_err(|misfit| misfit.message)
    }
}

fn encode_basis(out: &mut Object<'_>, basis: &Basis) {
    out.string("lineage", &basis.lineage);
    out.literal("serial", &basis.serial.to_string());
    out.string("checksum", &basis.checksum);
}

fn encode_intent(out: &mut Object<'_>, intent: &Intent) {
    encode_place(out, &intent.address, intent.deposed.as_ref());
    out.string("action", intent.action.as_str());
    out.string("provider", &intent.provider.to_string());
    if let Some(identity) = &intent.identity {
        out.raw("identity", identity);
    }
    if let Some(prior) = &intent.prior {
        out.object("prior", |out| encode_object(out, &InstanceKey::None, None, prior));
    }
    if let Some(planned) = &intent.planned {
        out.raw("planned", planned);
    }
}

fn encode_change(out: &mut Object<'_>, change: &Change) {
    encode_place(out, &change.address, change.deposed.as_ref());
    if let Some(stored) = &change.stored {
        out.string("provider", &stored.provider.to_string());
        out.object("object", |out| encode_object(out, &InstanceKey::None, None, &stored.object));
    }
}

fn encode_place(out: &mut Object<'_>, address: &InstanceAddr, deposed: Option<&DeposedKey>) {
    out.string("address", &address.to_string());
    if let Some(key) = deposed {
        out.string("deposed", key.as_str());
    }
}

fn decode_record(root: Node<'_>) -> Result<Record, Misfit> {
    let mut fields = root.fields()?;
    let sequence = fields.need("sequence")?.unsigned()?;
    let unit = fields.need("unit")?.string()?;
    let event = if let Some(node) = fields.take("basis") {
        Event::Basis(decode_basis(node)?)
    } else if let Some(node) = fields.take("intent") {
        Event::Intent(Box::new(decode_intent(&unit, node)?))
    } else {
        let answers = fields.take("answers").map(Node::unsigned).transpose()?.map(Token);
        let changes = fields.need("changes")?.list()?;
        Event::Changes { answers, changes: changes.into_iter().map(decode_change).collect::<Result<_, _>>()? }
    };
    Ok(Record { sequence, unit, event })
}

fn decode_basis(node: Node<'_>) -> Result<Basis, Misfit> {
    let mut fields = node.fields()?;
    Ok(Basis {
        lineage: fields.need("lineage")?.string()?,
        serial: fields.need("serial")?.unsigned()?,
        checksum: fields.need("checksum")?.string()?,
    })
}

fn decode_intent(unit: &str, node: Node<'_>) -> Result<Intent, Misfit> {
    let mut fields = node.fields()?;
    let (address, deposed) = decode_place(&mut fields)?;
    let action = fields.need("action")?;
    let action = match action.string()?.as_str() {
        "create" => Action::Create,
        "update" => Action::Update,
        "delete" => Action::Delete,
        other => return Err(action.misfit(format!("the action {other:?} is not known"))),
    };
    Ok(Intent {
        unit: unit.to_owned(),
        address,
        deposed,
        action,
        provider: decode_provider(&mut fields)?,
        identity: fields.take("identity").map(Node::raw).transpose()?,
        prior: fields.take("prior").map(decode_stored_object).transpose()?,
        planned: fields.take("planned").map(Node::raw).transpose()?,
    })
}

fn decode_change(node: Node<'_>) -> Result<Change, Misfit> {
    let mut fields = node.fields()?;
    let (address, deposed) = decode_place(&mut fields)?;
    let stored = match fields.take("object") {
        None => None,
        Some(node) => {
            Some(StoredObject { provider: decode_provider(&mut fields)?, object: decode_stored_object(node)? })
        }
    };
    Ok(Change { address, deposed, stored })
}

fn decode_place(fields: &mut Fields<'_>) -> Result<(InstanceAddr, Option<DeposedKey>), Misfit> {
    let node = fields.need("address")?;
    let address = InstanceAddr::parse(&node.string()?).map_err(|error| node.misfit(error.to_string()))?;
    let deposed = match fields.take("deposed") {
        None => None,
        Some(node) => Some(node.string()?.parse().map_err(|error| node.misfit(format!("{error}")))?),
    };
    Ok((address, deposed))
}

fn decode_provider(fields: &mut Fields<'_>) -> Result<ProviderConfigAddr, Misfit> {
    let node = fields.need("provider")?;
    ProviderConfigAddr::parse(&node.string()?).map_err(|error| node.misfit(error.to_string()))
}

fn decode_stored_object(node: Node<'_>) -> Result<Arc<InstanceObject>, Misfit> {
    let (_, _, object) = decode_object(node)?;
    Ok(Arc::new(object))
}
