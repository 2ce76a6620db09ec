//! Sandboxes for tests: each its own, all with the same installed emulator.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use groundplan_sandbox::client::{Client, Credentials};
use groundplan_sandbox::{Progress, Running, Settings, down, up};
use tempfile::TempDir;

/// Where the emulator is installed for all tests, and stays between runs.
pub(crate) fn shared_cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("sandbox-cache")
}

/// Settings for a sandbox of its own in `folder`.
pub(crate) fn settings(folder: &TempDir) -> Settings {
    let mut settings = Settings::new(shared_cache(), vec![env!("CARGO_BIN_EXE_sandbox-gateway").into()]);
    settings.state_dir = folder.path().join("state");
    // Other builds may share the machine.
    settings.start_timeout = Duration::from_secs(180);
    settings
}

/// A sandbox that ends with the test.
pub(crate) struct Sandbox {
    pub(crate) running: Running,
    pub(crate) settings: Settings,
    _folder: TempDir,
}

impl Sandbox {
    pub(crate) async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let settings = settings(&folder);
        let running = up(&settings, &mut |_: Progress| {}).await.unwrap_or_else(|error| panic!("{error}"));
        Self { running, settings, _folder: folder }
    }

    pub(crate) fn client(&self) -> Client {
        self.running.client()
    }

    /// The credentials of the account's own role.
    pub(crate) async fn account(&self, account: &str) -> Credentials {
        let first = Credentials::first_account();
        self.client().assume_role(&first, account, "OrganizationAccountAccessRole").await.unwrap()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let state_dir = self.settings.state_dir.clone();
        end(state_dir);
    }
}

/// Ends a sandbox from a place that cannot wait.
pub(crate) fn end(state_dir: PathBuf) {
    let ended = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(down(&state_dir))
    });
    ended.join().unwrap().unwrap();
}

/// Whether a process of that number runs (and is not only waiting to be forgotten).
pub(crate) fn is_running(pid: u32) -> bool {
    let output = std::process::Command::new("ps").args(["-o", "stat=", "-p", &pid.to_string()]).output().unwrap();
    let state = String::from_utf8_lossy(&output.stdout);
    !state.trim().is_empty() && !state.starts_with('Z')
}

/// Sends a request as it stands and returns status, content type and body, ids taken out.
pub(crate) fn raw(running: &Running, start: &str, headers: &[(&str, &str)], body: &str) -> String {
    try_raw(running, start, headers, body).expect("no answer")
}

/// As [`raw`]; `None` when the connection ends without an answer.
pub(crate) fn try_raw(running: &Running, start: &str, headers: &[(&str, &str)], body: &str) -> Option<String> {
    let (head, body) = exchange(running, start, headers, body)?;
    let status = head.lines().next().unwrap().split(' ').nth(1).unwrap();
    let kind = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
    let mut body = body;
    for tag in ["requestId", "RequestId", "RequestID"] {
        if let (Some(start), Some(end)) = (body.find(&format!("<{tag}>")), body.find(&format!("</{tag}>"))) {
            body.replace_range(start..end + tag.len() + 3, "");
        }
    }
    Some(format!("{status} {kind}\n{body}"))
}

/// The head and the body of an answer.
fn exchange(running: &Running, start: &str, headers: &[(&str, &str)], body: &str) -> Option<(String, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", running.port)).unwrap();
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    write!(stream, "{start} HTTP/1.1\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_once("\r\n\r\n").map(|(head, body)| (head.to_owned(), body.to_owned()))
}

pub(crate) fn signed(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}

fn signed_by(who: &Credentials, service: &str) -> String {
    signed(service).replace("Credential=test/", &format!("Credential={}/", who.access_key))
}

pub(crate) const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
pub(crate) const HOST: (&str, &str) = ("Host", "127.0.0.1");

impl Sandbox {
    /// Sends a request in JSON: a method and path, or the target that names the operation.
    pub(crate) fn json(&self, service: &str, start: &str, body: &str) -> String {
        let authorization = signed(service);
        let mut headers =
            vec![HOST, ("Authorization", authorization.as_str()), ("Content-Type", "application/x-amz-json-1.1")];
        let is_path = start.contains(' ');
        if !is_path {
            headers.push(("X-Amz-Target", start));
        }
        raw(&self.running, if is_path { start } else { "POST /" }, &headers, body)
    }

    /// Sends a request in JSON, by method and path, in the name of whose credentials they are.
    pub(crate) fn json_as(&self, who: &Credentials, service: &str, start: &str, body: &str) -> String {
        let authorization = signed_by(who, service);
        let headers = [HOST, ("Authorization", authorization.as_str()), ("Content-Type", "application/json")];
        raw(&self.running, start, &headers, body)
    }

    /// Sends a form, in the name of whose credentials they are.
    pub(crate) fn form_as(&self, who: &Credentials, service: &str, form: &str) -> String {
        raw(&self.running, "POST /", &[HOST, FORM, ("Authorization", &signed_by(who, service))], form)
    }

    /// The status line and the headers that a service answers the first account's question with.
    pub(crate) fn head(&self, service: &str, start: &str) -> String {
        let headers = [HOST, ("Authorization", &*signed(service))];
        exchange(&self.running, start, &headers, "").expect("no answer").0
    }

    /// Sends a request in XML, in the name of whose credentials they are.
    pub(crate) fn xml(&self, who: &Credentials, service: &str, start: &str, body: &str) -> String {
        let authorization = signed_by(who, service);
        raw(&self.running, start, &[HOST, ("Authorization", &authorization), ("Content-Type", "application/xml")], body)
    }
}

/// The text of a member of an answer in JSON.
pub(crate) fn member(answer: &str, name: &str) -> String {
    let (_, rest) = answer.split_once(&format!("\"{name}\":")).unwrap_or_else(|| panic!("no {name} in {answer}"));
    rest.trim_start().trim_start_matches('"').split('"').next().unwrap().to_owned()
}

/// Sends a form to a service in the first account's name.
pub(crate) fn form(running: &Running, service: &str, form: &str) -> String {
    raw(running, "POST /", &[HOST, FORM, ("Authorization", &signed(service))], form)
}
