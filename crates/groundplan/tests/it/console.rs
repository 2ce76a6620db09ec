//! `console` as a person at a terminal uses it. The terminal is made by `script` of util-linux.
#![cfg(target_os = "linux")]

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::support::Place;

/// How long an answer is waited for on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

const UP: &str = "\x1b[A";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";

/// A person's terminal with the console in it.
struct Terminal {
    child: Child,
    shown: Receiver<Vec<u8>>,
    /// What was shown and not waited for yet, without the terminal's control sequences.
    unread: String,
}

impl Terminal {
    fn with(place: &Place) -> Self {
        let mut command = Command::new("script");
        command
            .args(["--quiet", "--return", "--flush", "--command"])
            .arg(format!("{} console -var n=4", env!("CARGO_BIN_EXE_groundplan")))
            .arg("/dev/null")
            .current_dir(place.path())
            .env("HOME", place.path().join("home"))
            .env("TERM", "xterm")
            .env("SHELL", "/bin/sh")
            .env_remove("XDG_CACHE_HOME")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let (sender, shown) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, shown, unread: String::new() }
    }

    fn types(&mut self, keys: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(keys.as_bytes()).unwrap();
        stdin.flush().unwrap();
    }

    /// Waits until this is shown, and takes all up to its end for read.
    fn shows(&mut self, text: &str) {
        let mut bytes = Vec::new();
        loop {
            if let Some(at) = self.unread.find(text) {
                self.unread.drain(..at + text.len());
                return;
            }
            let more = self.shown.recv_timeout(PATIENCE);
            bytes.extend(more.unwrap_or_else(|_| panic!("{text:?} is not shown; this is: {:?}", self.unread)));
            if let Ok(text) = std::str::from_utf8(&bytes) {
                self.unread.push_str(&without_control(text));
                bytes.clear();
            }
        }
    }

    /// Types a line once the prompt is there, and waits for its answer.
    fn answers(&mut self, prompt: &str, line: &str, answer: &str) {
        self.shows(prompt);
        self.types(&format!("{line}\r"));
        self.shows(answer);
    }

    fn ends(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

/// The text without what moves the cursor and changes colours.
fn without_control(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        let end = after.find(|c: char| c.is_ascii_alphabetic()).map_or(after.len(), |at| at + 1);
        rest = &after[end..];
    }
    plain.push_str(rest);
    plain
}

fn place() -> Place {
    Place::with(&[("main.tf", "variable \"n\" {\n  type = number\n}\nlocals {\n  double = var.n * 2\n}\n")])
}

#[test]
fn a_person_asks_and_asks_again() {
    let place = place();
    let mut terminal = Terminal::with(&place);
    terminal.answers("> ", "local.double", "\r\n8\r\n");
    // Open brackets go on in the next line, with another prompt.
    terminal.answers("> ", "{", "\r\n");
    terminal.answers(": ", "a = [", "\r\n");
    terminal.answers(": ", "var.n]", "\r\n");
    terminal.answers(": ", "}", "{\r\n  \"a\" = [\r\n    4,\r\n  ]\r\n}\r\n");
    // An error is told and ends nothing.
    terminal.answers("> ", "local.doubel", "one with a similar name exists: `double`");
    terminal.answers("> ", "1 +", "error: ");
    terminal.answers("> ", "2 * 21", "\r\n42\r\n");
    terminal.shows("> ");
    terminal.types(UP);
    terminal.shows("2 * 21");
    terminal.types("\r");
    terminal.shows("\r\n42\r\n");
    // Ctrl-C drops what was begun, and what comes next is an expression of its own.
    terminal.answers("> ", "[", "\r\n");
    terminal.shows(": ");
    terminal.types(CTRL_C);
    terminal.shows("cancelled)\r\n");
    terminal.answers("> ", "3 * 3", "\r\n9\r\n");
    terminal.shows("> ");
    terminal.types(CTRL_D);
    assert_eq!(terminal.ends(), Some(0));

    // What was typed is known the next time, and for its owner only.
    let history = place.path().join("home/.cache/groundplan/console_history");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&history).unwrap().permissions());
    assert_eq!(mode & 0o077, 0, "{mode:o}");
    let mut again = Terminal::with(&place);
    again.shows("> ");
    again.types(UP);
    again.shows("3 * 3");
    again.types("\r");
    again.shows("\r\n9\r\n");
    again.answers("> ", "exit", "\r\n");
    assert_eq!(again.ends(), Some(0));
}

#[test]
fn ctrl_c_at_an_empty_prompt_leaves() {
    let place = place();
    let mut terminal = Terminal::with(&place);
    terminal.answers("> ", "help", "Ctrl-D leave");
    terminal.shows("> ");
    terminal.types(CTRL_C);
    assert_eq!(terminal.ends(), Some(0));
}
