use crate::json::RawJson;

/// The value of a root module's output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputValue {
    /// The value.
    pub value: RawJson,
    /// Its type, as Terraform writes types in JSON: `"string"`, `["list","number"]`, `["object",{"a":"bool"}]`.
    pub ty: RawJson,
    /// Whether it must not be shown.
    pub sensitive: bool,
    pub(crate) extra: Vec<(String, RawJson)>,
}

impl OutputValue {
    /// An output value.
    #[must_use]
    pub fn new(value: RawJson, ty: RawJson, sensitive: bool) -> Self {
        Self { value, ty, sensitive, extra: Vec::new() }
    }

    /// Whether both say the same, whatever their JSON looks like.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.sensitive == other.sensitive && self.ty.same(&other.ty) && self.value.same(&other.value)
    }
}
