//! The real provider's process.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A provider that has said where it listens.
pub(crate) struct Program {
    /// Killed when dropped.
    pub(crate) child: Child,
    /// The version of the protocol that it speaks, as it says it.
    pub(crate) protocol: String,
    pub(crate) socket: PathBuf,
}

impl Program {
    /// Starts a provider in an environment, with a folder of its own for its socket.
    pub(crate) async fn start(
        program: &Path,
        env: impl IntoIterator<Item = (OsString, OsString)>,
        folder: &Path,
        stderr: Stdio,
    ) -> Self {
        let mut command = Command::new(program);
        command.env_clear().envs(env).env("TMPDIR", folder).env("PLUGIN_UNIX_SOCKET_DIR", folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(stderr).kill_on_drop(true);
        let mut child = command.spawn().expect("the provider starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is a pipe")).lines();
        let line = lines.next_line().await.expect("UTF-8").expect("the provider says where it listens");
        let fields: Vec<&str> = line.trim().split('|').collect();
        let ["1", protocol, "unix", socket, "grpc", ..] = fields.as_slice() else { panic!("no handshake: {line}") };
        let (protocol, socket) = ((*protocol).to_owned(), PathBuf::from(socket));
        // Nothing more comes that is needed, but a full pipe would hold the process up.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { child, protocol, socket }
    }
}
