//! An HTTP server on the loopback interface.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

type Answers = HashMap<String, (Vec<String>, Vec<u8>)>;

/// Gives fixed answers and notes what it was asked.
pub(crate) struct Server {
    pub(crate) base: String,
    answers: Arc<Mutex<Answers>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { base, answers: Arc::default(), asked: Arc::default() };
        let (answers, asked) = (server.answers.clone(), server.asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &answers, &asked);
            }
        });
        server
    }

    pub(crate) fn set(&self, path: &str, body: impl Into<Vec<u8>>) {
        self.set_with(path, &[], body);
    }

    /// An answer with headers; without body it is one of status 204.
    pub(crate) fn set_with(&self, path: &str, headers: &[&str], body: impl Into<Vec<u8>>) {
        let headers = headers.iter().map(|&header| header.to_owned()).collect();
        self.answers.lock().unwrap().insert(path.to_owned(), (headers, body.into()));
    }

    /// What was asked since this was called last: path, and the authorization if one was shown.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn serve(mut stream: TcpStream, answers: &Mutex<Answers>, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let shown = headers.iter().find_map(|line| line.strip_prefix("authorization: ").map(str::to_owned));
    asked.lock().unwrap().push(format!("{path}{}", shown.map(|shown| format!(" ({shown})")).unwrap_or_default()));
    let answer = answers.lock().unwrap().get(&path).cloned();
    let (status, (headers, body)) = match answer {
        Some(answer) if answer.1.is_empty() => (204, answer),
        Some(answer) => (200, answer),
        None => (404, (Vec::new(), Vec::new())),
    };
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    // The client may have gone; it then sees to its own error.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
