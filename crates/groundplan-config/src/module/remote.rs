use std::fmt;

/// A module package that is fetched from elsewhere, in the form that addresses of `go-getter` come down to:
/// `GETTER::URL//SUBDIR?QUERY`. Short forms (`github.com/…`, `git@host:…`, buckets by host name) are spelt out.
///
/// Specified by Terraform's "Module Sources".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteModule {
    /// What fetches it.
    pub getter: Getter,
    /// The package's address without the folder in it, with its query.
    pub url: String,
    /// The folder within the package, empty for its root.
    pub subdir: String,
    /// Whether the getter is written, or follows from the URL's scheme.
    forced: bool,
}

/// The ways to fetch a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Getter {
    /// A git repository.
    Git,
    /// An archive, or an address that says where the module is.
    Http,
    /// An object or a prefix of a bucket.
    S3,
    /// A folder or an archive of this machine.
    File,
}

impl RemoteModule {
    /// Reads an address; `None` when it has none of the forms, an error when it has one that cannot be served.
    pub(super) fn parse(text: &str) -> Result<Option<Self>, String> {
        let (forced, rest) = forced(text);
        let (package, subdir) = split_subdir(rest);
        let has_scheme = package.contains("://");
        let Some((detected, package, more)) =
            (if has_scheme { Some((None, package, String::new())) } else { detect(&package)? })
        else {
            return match forced {
                Some(getter) => Err(format!("\"{rest}\" after \"{getter}::\" is no address.")),
                None => Ok(None),
            };
        };
        let scheme = package.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase()).unwrap_or_default();
        let chosen = forced.or(detected);
        let getter = match chosen.unwrap_or(&scheme) {
            "git" => Getter::Git,
            "http" | "https" => Getter::Http,
            "s3" => Getter::S3,
            "file" => Getter::File,
            other @ ("hg" | "gcs") => {
                let what = if other == "hg" { "Mercurial repositories" } else { "Google Cloud Storage" };
                return Err(format!("Modules cannot be fetched from {what}."));
            }
            "ssh" => return Err("An address with ssh:// must say what is there: \"git::ssh://…\".".into()),
            other => return Err(format!("Modules cannot be fetched by \"{other}\".")),
        };
        let allowed: &[&str] = match getter {
            Getter::Git => &["https", "http", "ssh", "git", "file"],
            Getter::Http | Getter::S3 => &["https", "http"],
            Getter::File => &["file"],
        };
        if !allowed.contains(&&*scheme) {
            return Err(format!("An address with \"{scheme}://\" cannot be fetched this way."));
        }
        let subdir = [more, subdir].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        if subdir.split('/').any(|part| part == "..") {
            return Err("The folder after \"//\" must not lead out of the package.".into());
        }
        Ok(Some(Self { getter, url: package, subdir, forced: chosen.is_some() }))
    }

    /// A package's address without the folder in it, as lock files name it. Secrets in it are left out.
    #[must_use]
    pub fn package(&self) -> String {
        format!("{}{}", self.prefix(), without_secrets(&self.url))
    }

    fn prefix(&self) -> &'static str {
        match self.getter {
            _ if !self.forced => "",
            Getter::Git => "git::",
            Getter::S3 => "s3::",
            Getter::Http => "https::",
            Getter::File => "file::",
        }
    }

    /// The values of a parameter of the query, decoded, and the address without it.
    #[must_use]
    pub fn take_parameter(&mut self, name: &str) -> Option<String> {
        let (address, query) = self.url.split_once('?')?;
        let (taken, left): (Vec<&str>, Vec<&str>) =
            query.split('&').partition(|pair| pair.split('=').next() == Some(name));
        let value = taken.first().map(|pair| decoded(pair.split_once('=').map_or("", |(_, value)| value)))?;
        self.url = if left.is_empty() { address.to_owned() } else { format!("{address}?{}", left.join("&")) };
        Some(value)
    }
}

/// As Terraform's manifest of installed modules has it: the folder stands before the query.
impl fmt::Display for RemoteModule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (address, query) = self.url.split_once('?').map_or((&*self.url, None), |(url, query)| (url, Some(query)));
        write!(f, "{}{address}", self.prefix())?;
        if !self.subdir.is_empty() {
            write!(f, "//{}", self.subdir)?;
        }
        query.map_or(Ok(()), |query| write!(f, "?{query}"))
    }
}

/// An address in which passwords, tokens and keys are replaced by `***`.
#[must_use]
pub fn without_secrets(url: &str) -> String {
    const SECRET: [&str; 5] = ["sshkey", "aws_access_key_id", "aws_access_key_secret", "aws_access_token", "token"];
    let (address, query) = url.split_once('?').map_or((url, None), |(address, query)| (address, Some(query)));
    let mut shown = match address.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            match authority.rsplit_once('@') {
                // Who logs in over SSH is no secret; a name alone over HTTP is usually a token.
                Some((user, host)) if scheme.ends_with("ssh") && !user.contains(':') => {
                    format!("{scheme}://{user}@{host}{path}")
                }
                Some((_, host)) => format!("{scheme}://***@{host}{path}"),
                None => address.to_owned(),
            }
        }
        None => address.to_owned(),
    };
    for (at, pair) in query.into_iter().flat_map(|query| query.split('&')).enumerate() {
        let name = pair.split('=').next().unwrap_or_default();
        shown.push(if at == 0 { '?' } else { '&' });
        shown.push_str(&if SECRET.contains(&name) { format!("{name}=***") } else { pair.to_owned() });
    }
    shown
}

fn forced(text: &str) -> (Option<&str>, &str) {
    match text.split_once("::") {
        Some((getter, rest)) if !getter.is_empty() && getter.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            (Some(getter), rest)
        }
        _ => (None, text),
    }
}

/// The address without the folder after `//`, and that folder. The query belongs to the address, wherever it stands.
fn split_subdir(text: &str) -> (String, String) {
    let (address, query) = text.split_once('?').map_or((text, None), |(address, query)| (address, Some(query)));
    let start = address.find("://").map_or(0, |at| at + 3);
    let split = address.get(start..).and_then(|rest| rest.find("//")).map(|at| start + at);
    let (package, subdir) = split.map_or((address, ""), |at| (&address[..at], address[at..].trim_start_matches('/')));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    (format!("{package}{query}"), subdir.trim_end_matches('/').to_owned())
}

/// What a short form means: the getter, the address, the folder in the package.
type Detected = (Option<&'static str>, String, String);

/// Spells out a short form; `None` for what is none.
fn detect(text: &str) -> Result<Option<Detected>, String> {
    let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    for host in ["github.com", "bitbucket.org"] {
        let Some(rest) = path.strip_prefix(host).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let parts: Vec<&str> = rest.splitn(3, '/').collect();
        let [owner, name, subdir @ ..] = parts.as_slice() else {
            return Err(format!("An address on {host} has the form \"{host}/OWNER/NAME\"."));
        };
        let name = if name.ends_with(".git") { (*name).to_owned() } else { format!("{name}.git") };
        let subdir = subdir.first().map(|subdir| (*subdir).to_owned()).unwrap_or_default();
        return Ok(Some((Some("git"), format!("https://{host}/{owner}/{name}{query}"), subdir)));
    }
    if let Some((host, repository)) = path.split_once(':')
        && host.contains('@')
        && !host.contains('/')
    {
        let repository = repository.trim_start_matches('/');
        return Ok(Some((Some("git"), format!("ssh://{host}/{repository}{query}"), String::new())));
    }
    let host = path.split('/').next().unwrap_or_default();
    if let Some(bucket_host) = host.strip_suffix(".amazonaws.com") {
        let url = match bucket_host.split('.').collect::<Vec<_>>().as_slice() {
            // bucket.s3.amazonaws.com, bucket.s3-eu-west-1.amazonaws.com
            [bucket, s3] if s3.starts_with("s3") => path.replacen(host, &format!("{s3}.amazonaws.com/{bucket}"), 1),
            // bucket.s3.eu-west-1.amazonaws.com
            [bucket, "s3", region] => path.replacen(host, &format!("s3-{region}.amazonaws.com/{bucket}"), 1),
            [s3] if s3.starts_with("s3") => path.to_owned(),
            _ => return Err(format!("The host {host} has none of the forms of S3's hosts.")),
        };
        return Ok(Some((Some("s3"), format!("https://{url}{query}"), String::new())));
    }
    if path.starts_with("www.googleapis.com/") {
        return Err("Modules cannot be fetched from Google Cloud Storage.".into());
    }
    if path.starts_with('/') {
        return Ok(Some((None, format!("file://{path}{query}"), String::new())));
    }
    Ok(None)
}

/// Percent-decoding, and `+` for a space.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |digits: &[u8]| std::str::from_utf8(digits).ok().and_then(|text| u8::from_str_radix(text, 16).ok());
        match (first, after.get(..2).and_then(hex)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            (byte, _) => {
                bytes.push(if *byte == b'+' { b' ' } else { *byte });
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match RemoteModule::parse(text) {
            Ok(Some(module)) => format!("{module}"),
            Ok(None) => "none".into(),
            Err(why) => why,
        }
    }

    #[test]
    fn addresses_come_down_to_the_forms_of_terraforms_manifest() {
        for (text, long) in [
            ("github.com/a/b", "git::https://github.com/a/b.git"),
            ("github.com/a/b//c/d?ref=v1", "git::https://github.com/a/b.git//c/d?ref=v1"),
            ("github.com/a/b/c?ref=v1", "git::https://github.com/a/b.git//c?ref=v1"),
            ("git@github.com:a/b.git", "git::ssh://git@github.com/a/b.git"),
            ("git::git@host:a/b.git//m?ref=x", "git::ssh://git@host/a/b.git//m?ref=x"),
            ("git::https://h/a.git?ref=v1&depth=1", "git::https://h/a.git?ref=v1&depth=1"),
            ("git::ssh://git@h:2222/a.git//m", "git::ssh://git@h:2222/a.git//m"),
            ("https://h/x.zip//m?archive=zip", "https://h/x.zip//m?archive=zip"),
            ("b.s3.amazonaws.com/x.zip", "s3::https://s3.amazonaws.com/b/x.zip"),
            ("b.s3-eu-west-1.amazonaws.com/x", "s3::https://s3-eu-west-1.amazonaws.com/b/x"),
            ("b.s3.eu-west-1.amazonaws.com/x", "s3::https://s3-eu-west-1.amazonaws.com/b/x"),
            ("s3::https://s3-eu-west-1.amazonaws.com/b/x.zip", "s3::https://s3-eu-west-1.amazonaws.com/b/x.zip"),
            ("/abs/m//s", "file:///abs/m//s"),
            ("bitbucket.org/a/b", "git::https://bitbucket.org/a/b.git"),
            ("a/b", "none"),
            ("git::a/b", "\"a/b\" after \"git::\" is no address."),
            ("github.com/a", "An address on github.com has the form \"github.com/OWNER/NAME\"."),
            ("hg::https://h/a", "Modules cannot be fetched from Mercurial repositories."),
            ("ftp://h/a", "Modules cannot be fetched by \"ftp\"."),
            ("git::ext::sh -c x://", "An address with \"ext::sh -c x://\" cannot be fetched this way."),
            ("https://h/x.zip//../m", "The folder after \"//\" must not lead out of the package."),
        ] {
            assert_eq!(read(text), long, "{text}");
        }
    }

    #[test]
    fn parameters_are_taken_from_the_query() {
        let mut module = RemoteModule::parse("git::https://h/a?ref=a%2Fb&x=1").unwrap().unwrap();
        assert_eq!(module.take_parameter("ref").as_deref(), Some("a/b"));
        assert_eq!((module.take_parameter("ref"), &*module.url), (None, "https://h/a?x=1"));
        assert_eq!(module.take_parameter("x").as_deref(), Some("1"));
        assert_eq!(module.url, "https://h/a");
    }

    #[test]
    fn secrets_are_not_shown() {
        for (url, shown) in [
            ("https://me:secret@h/a?ref=1", "https://***@h/a?ref=1"),
            ("https://ghp_token@h/a", "https://***@h/a"),
            ("ssh://git@h/a?sshkey=abc&ref=1", "ssh://git@h/a?sshkey=***&ref=1"),
            ("https://h/a@b", "https://h/a@b"),
        ] {
            assert_eq!(without_secrets(url), shown);
        }
    }
}
