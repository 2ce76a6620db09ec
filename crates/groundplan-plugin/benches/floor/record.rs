//! The recorder: a provider for groundplan, a client for the real one.

use std::fs::File;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use tokio::net::UnixListener;

use crate::grpc::{self, Channel};
use crate::program::Program;
use crate::recording::{Call, Start, Variable, write};

/// The call by which a plugin is told to end.
const SHUTDOWN: &str = "/plugin.GRPCController/Shutdown";

/// What is needed to pass a call on.
#[derive(Clone)]
struct Recorder {
    channel: Channel,
    file: Arc<Mutex<File>>,
}

/// Passes on and writes down until the process is told to end.
pub(crate) async fn record() {
    let variable = |name: &str| PathBuf::from(std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set")));
    let (program, recording, folder) = (variable("FLOOR_PROGRAM"), variable("FLOOR_RECORDING"), variable("TMPDIR"));
    let inner = folder.join("inner");
    std::fs::create_dir(&inner).expect("a folder for the provider's socket");
    let mut real = Program::start(&program, std::env::vars_os(), &inner, Stdio::inherit()).await;

    let mut file = File::create(recording.join(format!("{}.calls", std::process::id()))).expect("a file to record to");
    let environment = std::env::vars().map(|(name, value)| Variable { name, value }).collect();
    write(&mut file, &Start { program: program.display().to_string(), environment });
    let recorder = Recorder { channel: Channel::open(&real.socket).await, file: Arc::new(Mutex::new(file)) };

    let socket = folder.join("outer");
    let listener = UnixListener::bind(&socket).expect("a socket");
    println!("1|{}|unix|{}|grpc|", real.protocol, socket.display());
    let serving = async {
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            tokio::spawn(serve(stream, recorder.clone()));
        }
    };
    tokio::select! {
        () = serving => {}
        status = real.child.wait() => std::process::exit(status.ok().and_then(|status| status.code()).unwrap_or(1)),
    }
}

async fn serve(stream: tokio::net::UnixStream, recorder: Recorder) {
    let mut connection = grpc::server().handshake(stream).await.expect("HTTP/2");
    while let Some(Ok((request, respond))) = connection.accept().await {
        let recorder = recorder.clone();
        tokio::spawn(async move {
            // A call that the caller has given up, or that the provider's end has cut off, is nobody's business any more.
            let _ = pass_on(request, respond, recorder).await;
        });
    }
}

async fn pass_on(
    request: http::Request<h2::RecvStream>,
    mut respond: h2::server::SendResponse<Bytes>,
    recorder: Recorder,
) -> Result<(), h2::Error> {
    let path = request.uri().path().to_owned();
    let started = now();
    let request = grpc::collect(&mut request.into_body()).await?;
    let answer = recorder.channel.call(&path, request.clone()).await?;
    if path != SHUTDOWN {
        let call = Call { path, request, started, ended: now() };
        write(&mut recorder.file.lock().unwrap_or_else(PoisonError::into_inner), &call);
    }
    let head = http::Response::builder().header("content-type", "application/grpc").body(()).expect("a response");
    let mut stream = respond.send_response(head, false)?;
    stream.send_data(answer.body, false)?;
    stream.send_trailers(answer.trailers)
}

fn now() -> u64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    u64::try_from(time.as_micros()).expect("a clock before the year 500,000")
}
