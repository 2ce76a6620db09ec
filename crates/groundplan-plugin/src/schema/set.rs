use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use groundplan_provider::{Function, Parameter, Schema, Schemas};
use groundplan_value::Type;
use prost::Message;

use super::answer::Parts;
use crate::wire::{
    Function as FunctionMessage, Parameter as ParameterMessage, SchemaError, Severity, Wire, attribute_type,
};

/// A schema and the type of values of it, which is costly to derive for every call.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) schema: Arc<Schema>,
    pub(crate) ty: Type,
}

/// The schemas of a provider: its answer as it came, with each part decoded when first asked for.
pub(crate) struct SchemaSet {
    answer: Bytes,
    wire: &'static dyn Wire,
    provider: Typed,
    provider_meta: Option<Type>,
    schema_optional: bool,
    resources: Section<Typed>,
    data_sources: Section<Typed>,
    ephemerals: Section<Typed>,
    functions: Section<Function>,
}

type Section<T> = BTreeMap<Arc<str>, Part<T>>;

/// A part of the answer; `None` once it is decoded and is none.
struct Part<T> {
    range: Range<usize>,
    decoded: OnceLock<Option<Arc<T>>>,
}

impl SchemaSet {
    /// The schemas in an answer of which nothing is decoded yet but the provider's own.
    ///
    /// # Errors
    /// When the answer cannot be read, or is one of errors.
    pub(crate) fn new(answer: Bytes, wire: &'static dyn Wire) -> Result<Self, SchemaError> {
        let parts = Parts::find(&answer)?;
        let mut errors = parts.diagnostics.iter().filter(|message| message.severity == i32::from(Severity::Error));
        if let Some(error) = errors.next() {
            return Err(SchemaError(format!("{}: {}", error.summary, error.detail)));
        }
        let bytes = |range: Option<Range<usize>>| range.and_then(|range| answer.get(range));
        let provider = typed(wire.schema(bytes(parts.provider).unwrap_or_default())?);
        let meta = bytes(parts.provider_meta).map(|bytes| wire.schema(bytes)).transpose()?;
        Ok(Self {
            wire,
            provider,
            // An empty schema stands for none: older providers send one.
            provider_meta: meta
                .filter(|schema| schema.block != Default::default())
                .map(|schema| schema.block.value_type()),
            schema_optional: parts.capabilities.get_provider_schema_optional,
            resources: section(parts.resources),
            data_sources: section(parts.data_sources),
            ephemerals: section(parts.ephemerals),
            functions: section(parts.functions),
            answer,
        })
    }

    /// Decodes every part once, so that what is kept on disk is known to be readable.
    ///
    /// # Errors
    /// When a part cannot be read; the message names it.
    pub(crate) fn check(&self) -> Result<(), SchemaError> {
        for section in [&self.resources, &self.data_sources, &self.ephemerals] {
            for (name, part) in section {
                self.decode(part).map_err(|error| SchemaError(format!("{name}: {error}")))?;
            }
        }
        for (name, part) in &self.functions {
            self.decode_function(part).map_err(|error| SchemaError(format!("function {name}: {error}")))?;
        }
        Ok(())
    }

    /// The provider's answer.
    pub(crate) fn answer(&self) -> &Bytes {
        &self.answer
    }

    /// Whether a process of the provider does its work without having been asked for its schema.
    pub(crate) fn schema_optional(&self) -> bool {
        self.schema_optional
    }

    pub(crate) fn typed_provider(&self) -> &Typed {
        &self.provider
    }

    /// The type of what modules can tell the provider in `provider_meta` blocks, if anything.
    pub(crate) fn provider_meta(&self) -> Option<&Type> {
        self.provider_meta.as_ref()
    }

    pub(crate) fn typed_resource(&self, kind: &str) -> Option<Arc<Typed>> {
        self.typed(&self.resources, kind)
    }

    pub(crate) fn typed_data_source(&self, kind: &str) -> Option<Arc<Typed>> {
        self.typed(&self.data_sources, kind)
    }

    pub(crate) fn typed_ephemeral(&self, kind: &str) -> Option<Arc<Typed>> {
        self.typed(&self.ephemerals, kind)
    }

    fn typed(&self, section: &Section<Typed>, name: &str) -> Option<Arc<Typed>> {
        let part = section.get(name)?;
        part.decoded.get_or_init(|| self.decode(part).ok().map(Arc::new)).clone()
    }

    fn decode(&self, part: &Part<Typed>) -> Result<Typed, SchemaError> {
        self.wire.schema(self.bytes(&part.range)).map(typed)
    }

    fn decode_function(&self, part: &Part<Function>) -> Result<Function, SchemaError> {
        let message =
            FunctionMessage::decode(self.bytes(&part.range)).map_err(|error| SchemaError(error.to_string()))?;
        let returns = message.returns.ok_or_else(|| SchemaError("it returns nothing".into()))?;
        Ok(Function {
            parameters: message.parameters.into_iter().map(parameter).collect::<Result<_, _>>()?,
            variadic: message.variadic_parameter.map(parameter).transpose()?,
            returns: attribute_type("the result", &returns.ty)?,
            summary: message.summary,
        })
    }

    fn bytes(&self, range: &Range<usize>) -> &[u8] {
        self.answer.get(range.clone()).unwrap_or_default()
    }
}

impl Schemas for SchemaSet {
    fn provider(&self) -> Arc<Schema> {
        self.provider.schema.clone()
    }

    fn resource(&self, kind: &str) -> Option<Arc<Schema>> {
        Some(self.typed_resource(kind)?.schema.clone())
    }

    fn data_source(&self, kind: &str) -> Option<Arc<Schema>> {
        Some(self.typed_data_source(kind)?.schema.clone())
    }

    fn ephemeral(&self, kind: &str) -> Option<Arc<Schema>> {
        Some(self.typed_ephemeral(kind)?.schema.clone())
    }

    fn function(&self, name: &str) -> Option<Arc<Function>> {
        let part = self.functions.get(name)?;
        part.decoded.get_or_init(|| self.decode_function(part).ok().map(Arc::new)).clone()
    }

    fn resource_names(&self) -> Vec<Arc<str>> {
        self.resources.keys().cloned().collect()
    }

    fn data_source_names(&self) -> Vec<Arc<str>> {
        self.data_sources.keys().cloned().collect()
    }

    fn function_names(&self) -> Vec<Arc<str>> {
        self.functions.keys().cloned().collect()
    }
}

fn section<T>(ranges: BTreeMap<Arc<str>, Range<usize>>) -> Section<T> {
    ranges.into_iter().map(|(name, range)| (name, Part { range, decoded: OnceLock::new() })).collect()
}

fn typed(schema: Schema) -> Typed {
    Typed { ty: schema.block.value_type(), schema: Arc::new(schema) }
}

fn parameter(message: ParameterMessage) -> Result<Parameter, SchemaError> {
    Ok(Parameter {
        ty: attribute_type(&message.name, &message.ty)?,
        name: message.name.into(),
        allow_null: message.allow_null_value,
        allow_unknown: message.allow_unknown_values,
    })
}
