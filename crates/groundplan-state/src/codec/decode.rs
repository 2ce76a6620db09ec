use groundplan_address::{Mode, ModuleAddr, ProviderConfigAddr, ResourceAddr, ResourceId};

use super::error::Located;
use super::object::decode_object;
use super::{DecodeError, DecodeErrorKind};
use crate::json::{Fields, Misfit, Node, Source};
use crate::{CheckObject, CheckResult, CheckStatus, OutputValue, Resource, State};

const FORMAT: u64 = 4;

impl State {
    /// Reads a state in format v4. Members that this version does not know are kept.
    ///
    /// # Errors
    /// When the bytes are empty, cut off, not JSON, of another format, or not shaped as format v4 is; the error says where
    /// and what to do. Nothing is ever guessed: a key given twice, say, is an error too.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let valid = String::from_utf8_lossy(valid);
                return Err(DecodeError::at(Source(&valid), valid.len(), DecodeErrorKind::NotUtf8));
            }
        };
        let source = Source(text);
        if text.is_empty() {
            return Err(DecodeError::at(source, 0, DecodeErrorKind::Empty));
        }
        let root = Node::root(text).map_err(|error| DecodeError::syntax(&error))?;
        let mut fields = root.fields().map_err(|misfit| bare(misfit).resolve(source))?;
        check_version(&mut fields).map_err(|problem| match problem {
            VersionProblem::Kind(kind) => DecodeError::at(source, 0, kind),
            VersionProblem::Misfit(misfit) => bare(misfit).resolve(source),
        })?;
        decode_v4(fields).map_err(|located| located.resolve(source))
    }
}

enum VersionProblem {
    Kind(DecodeErrorKind),
    Misfit(Misfit),
}

fn check_version(fields: &mut Fields<'_>) -> Result<(), VersionProblem> {
    let Some(node) = fields.take("version") else {
        return Err(VersionProblem::Kind(DecodeErrorKind::NoVersion));
    };
    match node.unsigned().map_err(VersionProblem::Misfit)? {
        FORMAT => Ok(()),
        version if version < FORMAT => Err(VersionProblem::Kind(DecodeErrorKind::Older(version))),
        version => {
            let written_by = fields.take("terraform_version").and_then(|node| node.string().ok());
            Err(VersionProblem::Kind(DecodeErrorKind::Newer { version, written_by }))
        }
    }
}

fn bare(misfit: Misfit) -> Located {
    Located { context: String::new(), misfit }
}

fn within(context: &str) -> impl Fn(Misfit) -> Located {
    move |misfit| Located { context: context.to_owned(), misfit }
}

fn decode_v4(mut fields: Fields<'_>) -> Result<State, Located> {
    let mut state = State::with_lineage(String::new());
    state.terraform_version = text_or_empty(&mut fields, "terraform_version").map_err(bare)?;
    if let Some(node) = fields.take("serial") {
        state.serial = node.unsigned().map_err(bare)?;
    }
    state.lineage = text_or_empty(&mut fields, "lineage").map_err(bare)?;
    if let Some(node) = fields.take("outputs") {
        for (name, node) in node.fields().map_err(bare)?.into_entries() {
            let output = decode_output(node).map_err(within(&format!("output {name:?}")))?;
            state.outputs.insert(name, output);
        }
    }
    if let Some(node) = fields.take("resources") {
        for node in node.list().map_err(bare)? {
            decode_resource(&mut state, node)?;
        }
    }
    if let Some(node) = fields.take("check_results") {
        let nodes = node.list().map_err(bare)?;
        let checks: Result<_, _> = nodes.into_iter().map(decode_check).collect();
        state.check_results = Some(checks.map_err(within("check results"))?);
    }
    state.extra = fields.rest().map_err(bare)?;
    Ok(state)
}

fn text_or_empty(fields: &mut Fields<'_>, key: &str) -> Result<String, Misfit> {
    fields.take(key).map_or(Ok(String::new()), Node::string)
}

fn decode_output(node: Node<'_>) -> Result<OutputValue, Misfit> {
    let mut fields = node.fields()?;
    let value = fields.take_any("value").ok_or_else(|| node.misfit("the key \"value\" is missing"))?.raw()?;
    let ty = fields.need("type")?.raw()?;
    let sensitive = fields.take("sensitive").map_or(Ok(false), Node::boolean)?;
    Ok(OutputValue { value, ty, sensitive, extra: fields.rest()? })
}

fn decode_resource(state: &mut State, node: Node<'_>) -> Result<(), Located> {
    let mut fields = node.fields().map_err(bare)?;
    let addr = decode_resource_addr(&mut fields).map_err(bare)?;
    let context = addr.to_string();
    let in_resource = within(&context);

    let each = fields.take("each").map(Node::string).transpose().map_err(&in_resource)?;
    let provider = fields.need("provider").and_then(decode_provider).map_err(&in_resource)?;
    let instances = fields.take("instances").map_or(Ok(Vec::new()), Node::list).map_err(&in_resource)?;
    let extra = fields.rest().map_err(&in_resource)?;

    let resource = state.resources.entry(addr.clone()).or_insert_with(|| Resource::new(addr.clone(), provider.clone()));
    for node in instances {
        let (key, deposed, object) = decode_object(node).map_err(&in_resource)?;
        let instance = resource.instance_mut(&key);
        if instance.object(deposed.as_ref()).is_some() {
            let which = deposed.map(|key| format!(" (deposed {key})")).unwrap_or_default();
            let message = format!("the instance {}{which} is given twice", addr.instance(key));
            return Err(in_resource(node.misfit(message)));
        }
        match deposed {
            None => instance.current = Some(object.into()),
            Some(key) => {
                instance.deposed.insert(key, object.into());
            }
        }
    }
    resource.provider = provider;
    resource.each = each;
    resource.extra = extra;
    Ok(())
}

fn decode_resource_addr(fields: &mut Fields<'_>) -> Result<ResourceAddr, Misfit> {
    let module = match fields.take("module") {
        None => ModuleAddr::root(),
        Some(node) => ModuleAddr::parse(&node.string()?).map_err(|error| node.misfit(error.to_string()))?,
    };
    let mode = fields.need("mode")?;
    let mode = match mode.string()?.as_str() {
        "managed" => Mode::Managed,
        "data" => Mode::Data,
        other => return Err(mode.misfit(format!("the resource mode {other:?} is not known"))),
    };
    let kind = fields.need("type")?.string()?.into();
    let name = fields.need("name")?.string()?.into();
    Ok(ResourceAddr { module, resource: ResourceId { mode, kind, name } })
}

fn decode_provider(node: Node<'_>) -> Result<ProviderConfigAddr, Misfit> {
    let text = node.string()?;
    ProviderConfigAddr::parse(&text).map_err(|error| {
        // Terraform 0.12 named providers without their source: provider.aws, module.a.provider.aws.alias.
        if text.contains("provider.") {
            node.misfit(format!(
                "the provider {text:?} is named as Terraform 0.12 named it; upgrade the state with `terraform 0.13upgrade` and an apply of Terraform 0.13"
            ))
        } else {
            node.misfit(error.to_string())
        }
    })
}

fn decode_check(node: Node<'_>) -> Result<CheckResult, Misfit> {
    let mut fields = node.fields()?;
    let object_kind = fields.need("object_kind")?.string()?;
    let config_addr = fields.need("config_addr")?.string()?;
    let status = CheckStatus::from_word(&fields.need("status")?.string()?);
    let objects = fields.take("objects").map_or(Ok(Vec::new()), Node::list)?;
    let objects = objects.into_iter().map(decode_check_object).collect::<Result<_, _>>()?;
    Ok(CheckResult { object_kind, config_addr, status, objects })
}

fn decode_check_object(node: Node<'_>) -> Result<CheckObject, Misfit> {
    let mut fields = node.fields()?;
    let object_addr = fields.need("object_addr")?.string()?;
    let status = CheckStatus::from_word(&fields.need("status")?.string()?);
    let messages = fields.take("failure_messages").map_or(Ok(Vec::new()), Node::list)?;
    let failure_messages = messages.into_iter().map(Node::string).collect::<Result<_, _>>()?;
    Ok(CheckObject { object_addr, status, failure_messages })
}
