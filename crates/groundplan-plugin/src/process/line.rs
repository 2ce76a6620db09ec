use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// Reads a line, without its end, of which at most `limit` bytes are kept; `None` at the end of the input. What is not
/// UTF-8 is replaced.
pub(super) async fn read_line(input: &mut (impl AsyncBufRead + Unpin), limit: usize) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut any = false;
    loop {
        let available = input.fill_buf().await?;
        if available.is_empty() {
            break;
        }
        any = true;
        let (part, ended) = match available.iter().position(|byte| *byte == b'\n') {
            Some(at) => (available.get(..at).unwrap_or_default(), true),
            None => (available, false),
        };
        let room = limit.saturating_sub(line.len());
        line.extend_from_slice(part.get(..room.min(part.len())).unwrap_or_default());
        let consumed = part.len() + usize::from(ended);
        input.consume(consumed);
        if ended {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(any.then(|| String::from_utf8_lossy(&line).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_end_are_bounded_and_need_no_newline_at_the_end() {
        let mut input: &[u8] = b"one\r\n\nthree is long\nfour";
        let mut lines = Vec::new();
        while let Some(line) = read_line(&mut input, 5).await.unwrap() {
            lines.push(line);
        }
        assert_eq!(lines, ["one", "", "three", "four"]);
    }
}
