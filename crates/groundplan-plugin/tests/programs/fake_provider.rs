//! A provider that can be told to fail, for tests of what the client then does. `FAKE` says how it starts, the name of
//! a resource type how it answers, `FAKE_PROTOCOL` which version it speaks.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a program of the tests fails by panicking")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use bytes::Bytes;
use groundplan_plugin::wire::{
    AttributeMessage, AttributePath, AttributeV5, AttributeV6, Block, CallRequest, CallResponse, ConfigRequest,
    Diagnostic, DiagnosticsResponse, DynamicValue, Function, FunctionError, NestingMode, ObjectV6, Parameter,
    PlanRequest, PlanResponse, ProtocolVersion, ReadDataSourceResponse, Return, Rpc, Schema, Selector,
    ServerCapabilities, Severity, Step, UpgradeRequest, UpgradeResponse,
};
use groundplan_value::{Type, Value, to_msgpack};
use prost::Message;
use tokio::net::UnixListener;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let how = std::env::var("FAKE").unwrap_or_default();
    match how.as_str() {
        "exits" => {
            eprintln!("this provider has no license");
            std::process::exit(3);
        }
        "panics" => {
            eprintln!("panic: assignment to entry in nil map\n\ngoroutine 1 [running]:\nmain.main()");
            std::process::exit(2);
        }
        "hangs" => never_ends().await,
        "chats" => {
            say("Hello, I am no plugin.");
            never_ends().await;
        }
        "is too old" => {
            say("1|4|unix|/nowhere|netrpc");
            never_ends().await;
        }
        "is deaf" => {
            say("1|5|unix|/nowhere/plugin|grpc|");
            never_ends().await;
        }
        _ => serve(how).await,
    }
}

async fn never_ends() {
    std::future::pending::<()>().await;
}

fn say(line: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap();
}

/// Counts the answers to a call in the file that the test names in a variable, if it does.
fn note_call(variable: &str) {
    if let Some(file) = std::env::var_os(variable) {
        let mut file = std::fs::File::options().append(true).create(true).open(file).unwrap();
        file.write_all(b"x").unwrap();
    }
}

fn version() -> ProtocolVersion {
    if std::env::var("FAKE_PROTOCOL").is_ok_and(|version| version == "6") {
        ProtocolVersion::V6
    } else {
        ProtocolVersion::V5
    }
}

async fn serve(how: String) {
    let socket = PathBuf::from(std::env::var_os("TMPDIR").unwrap()).join("plugin1");
    let listener = UnixListener::bind(&socket).unwrap();
    say(&format!("1|{}|unix|{}|grpc|", version(), socket.display()));
    eprintln!(r#"{{"@level":"warn","@message":"configured","@module":"fake"}}"#);
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        let how = how.clone();
        tokio::spawn(async move {
            while let Some(Ok((request, respond))) = connection.accept().await {
                tokio::spawn(answer(request, respond, how.clone()));
            }
        });
    }
}

async fn answer(request: http::Request<h2::RecvStream>, mut respond: h2::server::SendResponse<Bytes>, how: String) {
    let path = request.uri().path().to_owned();
    let mut body = request.into_body();
    let mut message = Vec::new();
    while let Some(Ok(part)) = body.data().await {
        message.extend_from_slice(&part);
        body.flow_control().release_capacity(part.len()).unwrap();
    }
    // Five bytes of gRPC: whether it is compressed, and the length.
    let answer = handle(&path, &message[5..], &how).await;
    let response = http::Response::builder().header("content-type", "application/grpc").body(()).unwrap();
    let mut stream = respond.send_response(response, false).unwrap();
    let mut trailers = http::HeaderMap::new();
    let status = match answer {
        Ok(answer) => {
            let length = u32::try_from(answer.len()).unwrap().to_be_bytes();
            stream.send_data([&[0], &length[..], &answer].concat().into(), false).unwrap();
            "0"
        }
        Err(()) => "12",
    };
    trailers.insert("grpc-status", status.parse().unwrap());
    stream.send_trailers(trailers).unwrap();
}

/// The answer to a call; an error for one that it does not know.
async fn handle(path: &str, message: &[u8], how: &str) -> Result<Vec<u8>, ()> {
    if path == "/plugin.GRPCController/Shutdown" {
        if how == "does not end" {
            never_ends().await;
        }
        std::process::exit(0);
    }
    let wire = version().wire();
    let rpc = Rpc::ALL.into_iter().find(|rpc| wire.path(*rpc) == path).ok_or(())?;
    Ok(match rpc {
        Rpc::GetSchema => {
            note_call("FAKE_SCHEMA_CALLS");
            schema(how)
        }
        Rpc::Configure => DiagnosticsResponse::default().encode_to_vec(),
        Rpc::ValidateResource => {
            let request = ConfigRequest::decode(message).unwrap();
            assert!(request.client_capabilities.unwrap().write_only_attributes_allowed);
            note_call("FAKE_CHECKS");
            let wrong = request.type_name == "fake_thing";
            DiagnosticsResponse { diagnostics: wrong.then(complaint).into_iter().collect() }.encode_to_vec()
        }
        Rpc::UpgradeState => {
            note_call("FAKE_UPGRADES");
            let json = UpgradeRequest::decode(message).unwrap().raw_state.unwrap().json;
            let json = String::from_utf8(json.into()).unwrap().replace("old", "new").into_bytes();
            let upgraded_state = Some(DynamicValue { json: json.into(), ..DynamicValue::default() });
            UpgradeResponse { upgraded_state, ..UpgradeResponse::default() }.encode_to_vec()
        }
        Rpc::Plan => plan(PlanRequest::decode(message).unwrap()).await.encode_to_vec(),
        Rpc::ReadDataSource => process().encode_to_vec(),
        Rpc::CallFunction => call(&CallRequest::decode(message).unwrap()).encode_to_vec(),
        _ => return Err(()),
    })
}

fn complaint() -> Diagnostic {
    let step = |selector| Step { selector: Some(selector) };
    Diagnostic {
        severity: Severity::Error.into(),
        summary: "Wrong size".into(),
        detail: "It must be smaller.".into(),
        attribute: Some(AttributePath {
            steps: vec![
                step(Selector::AttributeName("part".into())),
                step(Selector::ElementKeyInt(1)),
                step(Selector::AttributeName("sizes".into())),
                step(Selector::ElementKeyString("large".into())),
            ],
        }),
    }
}

async fn plan(request: PlanRequest) -> PlanResponse {
    match request.type_name.as_str() {
        "fake_crash" => {
            eprintln!("panic: runtime error: index out of range\n\ngoroutine 7 [running]:\nmain.plan()");
            std::process::exit(2);
        }
        "fake_hang" => std::future::pending().await,
        "fake_lie" => {
            let planned_state = Some(DynamicValue { msgpack: [0x01].as_slice().into(), ..DynamicValue::default() });
            PlanResponse { planned_state, ..PlanResponse::default() }
        }
        // The JSON form, which the protocol allows too.
        "fake_json" => {
            let planned_state =
                Some(DynamicValue { json: br#"{"name": "from json"}"#.as_slice().into(), ..DynamicValue::default() });
            PlanResponse { planned_state, ..PlanResponse::default() }
        }
        _ => PlanResponse { planned_state: request.proposed_new_state, ..PlanResponse::default() },
    }
}

/// What the process sees of its surroundings.
fn process() -> ReadDataSourceResponse {
    let variable = |name: &str| std::env::var(name).map_or(Value::null(Type::String), Value::string);
    let state = Value::object([
        ("directory", Value::string(std::env::current_dir().unwrap().to_string_lossy())),
        ("home", variable("HOME")),
        ("log", variable("TF_LOG")),
        ("set", variable("FAKE_SET")),
    ]);
    let msgpack = to_msgpack(&state, &state.ty()).unwrap().into();
    ReadDataSourceResponse { state: Some(DynamicValue { msgpack, ..DynamicValue::default() }), diagnostics: vec![] }
}

/// Gives back its last argument; an empty one is an error.
fn call(request: &CallRequest) -> CallResponse {
    let empty = to_msgpack(&Value::string(""), &Type::String).unwrap();
    match request.arguments.iter().position(|argument| *argument.msgpack == *empty) {
        Some(at) => {
            let error = FunctionError { text: "must not be empty".into(), function_argument: i64::try_from(at).ok() };
            CallResponse { result: None, error: Some(error) }
        }
        None => CallResponse { result: request.arguments.last().cloned(), error: None },
    }
}

#[derive(Clone, PartialEq, Message)]
struct SchemaResponse<A: AttributeMessage> {
    #[prost(message, optional, tag = "1")]
    provider: Option<Schema<A>>,
    #[prost(btree_map = "string, message", tag = "2")]
    resources: BTreeMap<String, Schema<A>>,
    #[prost(btree_map = "string, message", tag = "3")]
    data_sources: BTreeMap<String, Schema<A>>,
    #[prost(message, repeated, tag = "4")]
    diagnostics: Vec<Diagnostic>,
    #[prost(message, optional, tag = "6")]
    capabilities: Option<ServerCapabilities>,
    #[prost(btree_map = "string, message", tag = "7")]
    functions: BTreeMap<String, Function>,
}

fn schema(how: &str) -> Vec<u8> {
    if version() == ProtocolVersion::V6 {
        let name = |name: &str| AttributeV6 { name: name.into(), ty: b"\"string\"".into(), ..AttributeV6::default() };
        let nested = AttributeV6 {
            name: "nested".into(),
            nested_type: Some(ObjectV6 {
                attributes: vec![AttributeV6 { write_only: true, ..name("secret") }],
                nesting: NestingMode::Map.into(),
            }),
            ..AttributeV6::default()
        };
        return response(how, name, vec![nested]).encode_to_vec();
    }
    let ty: &[u8] = if how == "has a broken schema" { b"\"text\"" } else { b"\"string\"" };
    let name = |name: &str| AttributeV5 { name: name.into(), ty: ty.into(), ..AttributeV5::default() };
    response(how, name, vec![AttributeV5 { write_only: true, ..name("secret") }]).encode_to_vec()
}

fn response<A: AttributeMessage>(how: &str, name: impl Fn(&str) -> A, more: Vec<A>) -> SchemaResponse<A> {
    let of = |attributes| Schema { version: 3, block: Some(Block { attributes, ..Block::default() }) };
    let kinds = ["fake_crash", "fake_hang", "fake_lie", "fake_json", "fake_thing"];
    let mut resources: BTreeMap<_, _> = kinds.map(|kind| (kind.to_owned(), of(vec![name("name")]))).into();
    resources.insert("fake_more".into(), of([vec![name("name")], more].concat()));
    let process = of(vec![name("directory"), name("home"), name("log"), name("set")]);
    let parameter =
        Parameter { name: "text".into(), ty: b"\"string\"".into(), allow_null_value: true, ..Parameter::default() };
    let function = Function {
        parameters: vec![parameter.clone()],
        variadic_parameter: Some(parameter),
        returns: Some(Return { ty: b"\"string\"".into() }),
        summary: "Gives back its last argument".into(),
    };
    let errors = if how == "has no schema" { vec![complaint()] } else { vec![] };
    SchemaResponse {
        provider: Some(of(vec![])),
        resources,
        data_sources: [("fake_process".to_owned(), process)].into(),
        diagnostics: errors,
        capabilities: Some(ServerCapabilities {
            get_provider_schema_optional: how != "needs to be asked",
            ..ServerCapabilities::default()
        }),
        functions: [("last".to_owned(), function)].into(),
    }
}
