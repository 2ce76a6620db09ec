use std::fmt;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};

use super::config::Config;
use super::scope::Names;

/// The role that a unit is worked with (`iam_role` and its kin): its credentials take the place of the caller's own, for its
/// providers, its state and the commands that run for it (Terragrunt's reference, "iam_role").
#[derive(Clone)]
pub struct UnitRole {
    /// Its ARN.
    pub arn: Arc<str>,
    /// What the session is called in audit logs.
    pub session_name: Option<Arc<str>>,
    /// How long a session is to live, in seconds.
    pub duration: Option<u32>,
    /// A token of another identity provider, in place of the caller's credentials, or the path of a file that holds it. A
    /// secret.
    pub web_identity_token: Option<Arc<str>>,
    /// Where the role is named; nowhere when the environment names it.
    pub span: Span,
}

impl fmt::Debug for UnitRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnitRole").field("arn", &self.arn).finish_non_exhaustive()
    }
}

/// The role of a unit. What the environment says comes before what the files say.
pub(super) fn role(config: &Arc<Config>, diags: &mut Diags) -> Option<UnitRole> {
    let mut read = |name, variable| argument(config, name, variable, diags);
    let (arn, span) = read("iam_role", "TG_IAM_ASSUME_ROLE")?;
    let session_name = read("iam_assume_role_session_name", "TG_IAM_ASSUME_ROLE_SESSION_NAME");
    let web_identity_token = read("iam_web_identity_token", "TG_IAM_ASSUME_ROLE_WEB_IDENTITY_TOKEN");
    let duration = read("iam_assume_role_duration", DURATION);
    let duration = duration.and_then(|(text, span)| seconds(&text, span, diags));
    let text = |given: Option<(Arc<str>, Span)>| given.map(|(text, _)| text);
    let (session_name, web_identity_token) = (text(session_name), text(web_identity_token));
    Some(UnitRole { arn, session_name, duration, web_identity_token, span })
}

const DURATION: &str = "TG_IAM_ASSUME_ROLE_DURATION";

/// What is given for one of the arguments, as text, and where; empty text is as good as none.
fn argument(config: &Arc<Config>, name: &'static str, variable: &str, diags: &mut Diags) -> Option<(Arc<str>, Span)> {
    let environment = &config.place.unit.session.settings.env;
    if let Some(text) = environment.get(variable).filter(|text| !text.is_empty()) {
        return Some((text.as_str().into(), Span::NONE));
    }
    config.layers().into_iter().find_map(|layer| {
        let fields = layer.config.argument(name, Names::WithoutOutputs, diags)?;
        let text = fields.as_text(name).filter(|text| !text.is_empty())?;
        Some((text, fields.span))
    })
}

/// A length of time in seconds; none given means that none is wanted.
fn seconds(text: &str, span: Span, diags: &mut Diags) -> Option<u32> {
    match text.parse() {
        Ok(seconds) => Some(seconds).filter(|seconds| *seconds > 0),
        Err(_) => {
            let given = if span.is_none() { format!("the variable {DURATION}") } else { "the argument".to_owned() };
            diags.push(
                Diagnostic::error("Invalid length of a session")
                    .detail(format!("A whole number of seconds is needed, but {given} is {text}."))
                    .at(span),
            );
            None
        }
    }
}
