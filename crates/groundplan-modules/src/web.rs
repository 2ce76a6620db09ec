use std::io::{self, Write as _};
use std::path::Path;

use groundplan_config::module::without_secrets;
use groundplan_fetch::{Environment, Http, HttpError, Login, resolve};

use crate::problem::Problem;

/// What lies at addresses of the web.
pub(crate) struct Web<'a> {
    pub(crate) http: &'a Http,
    pub(crate) environment: &'a Environment,
}

impl Web<'_> {
    /// Puts what lies at an address into a file.
    pub(crate) fn download(&self, url: &str, file: &Path) -> Result<(), Problem> {
        let (url, login) = self.login(url);
        let answer = self.http.get_as(&url, login.as_ref()).map_err(|error| failed(&url, &error))?;
        let write = || -> io::Result<()> {
            let mut out = std::fs::File::create(file)?;
            io::copy(&mut answer.into_reader(), &mut out)?;
            out.flush()
        };
        write().map_err(|error| Problem::fetch(&without_secrets(&url), format!("the download breaks off: {error}")))
    }

    /// Where an address that is no archive says that the module is: by the header `X-Terraform-Get`, or by a `meta` element
    /// of the name `terraform-get` in a page ("HTTP URLs" of Terraform's "Module Sources").
    pub(crate) fn location(&self, url: &str) -> Result<String, Problem> {
        let separator = if url.contains('?') { '&' } else { '?' };
        let (url, login) = self.login(&format!("{url}{separator}terraform-get=1"));
        let shown = without_secrets(&url);
        let answer = self.http.get_as(&url, login.as_ref()).map_err(|error| failed(&url, &error))?;
        let from = answer.url.clone();
        let location = match answer.header("X-Terraform-Get") {
            Some(location) => Some(location.to_owned()),
            None => {
                let page = answer.bytes().map_err(|error| failed(&url, &error))?;
                meta(&String::from_utf8_lossy(&page)).map(str::to_owned)
            }
        };
        let location = location.ok_or_else(|| {
            Problem::fetch(&shown, "it is no archive, and it does not say where the module is")
                .help("if it is an archive, say of which kind: `?archive=zip`")
                .help("if it is a git repository, write \"git::\" before the address")
        })?;
        if ["/", "./", "../"].iter().any(|start| location.starts_with(start)) {
            return resolve(&from, &location)
                .ok_or_else(|| Problem::fetch(&shown, format!("{location:?} is no address")));
        }
        Ok(location)
    }

    /// The address without a login in it, and the login: that of the address, or of the user's netrc file.
    fn login(&self, url: &str) -> (String, Option<Login>) {
        let Some((scheme, rest)) = url.split_once("://") else { return (url.to_owned(), None) };
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if let Some((user, host)) = authority.rsplit_once('@') {
            let (name, password) = user.split_once(':').unwrap_or((user, ""));
            return (format!("{scheme}://{host}{path}"), Some(Login::new(name, password)));
        }
        let host = authority.split(':').next().unwrap_or_default();
        (url.to_owned(), Login::of_host(host, self.environment))
    }
}

fn failed(url: &str, error: &HttpError) -> Problem {
    let shown = without_secrets(url);
    let (reason, help) = match error {
        HttpError::NotFound { .. } => ("there is nothing (404)".to_owned(), None),
        HttpError::Unauthorized { status, .. } => {
            (format!("the server wants to know who asks ({status})"), Some("write a login for the host into ~/.netrc"))
        }
        HttpError::Unreachable { cause, .. } => {
            (format!("the server cannot be reached: {cause}"), Some("behind a proxy, set HTTPS_PROXY and NO_PROXY"))
        }
        HttpError::Status { status, .. } => (format!("the server answers {status}"), None),
        HttpError::Body { cause, .. } => (format!("the answer cannot be read: {cause}"), None),
    };
    let problem = Problem::fetch(&shown, reason);
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// The content of the element `<meta name="terraform-get" content="…">`.
fn meta(page: &str) -> Option<&str> {
    page.split('<').filter(|element| element.trim_start().to_ascii_lowercase().starts_with("meta")).find_map(
        |element| {
            let element = element.split('>').next()?;
            let value = |name: &str| {
                let rest = element.split_once(&format!("{name}=")).map(|(_, rest)| rest)?;
                let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
                rest.get(1..)?.split(quote).next()
            };
            (value("name") == Some("terraform-get")).then(|| value("content")).flatten()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_the_module_is() {
        let page =
            "<html><head><meta charset='x'><META name='terraform-get' content=\"git::https://h/a?b=c\" /></head>";
        assert_eq!(meta(page), Some("git::https://h/a?b=c"));
        assert_eq!(meta("<meta name=\"other\" content=\"x\"><p>terraform-get</p>"), None);
    }
}
