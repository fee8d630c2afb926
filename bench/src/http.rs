//! One request, as a browser would make it: what the relay sends for a file.

use anyhow::{Context, Result, bail, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The body of an answer as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// How many bytes it has on the network.
    pub bytes: u64,
    /// Whether they are compressed.
    pub packed: bool,
}

/// Asks `origin` (`http://HOST:PORT`) for `path`; `None` if it says that there is no such file.
///
/// # Errors
/// If it cannot be reached or answers anything else.
pub async fn fetch(origin: &str, path: &str, takes_brotli: bool) -> Result<Option<Body>> {
    let host = origin
        .strip_prefix("http://")
        .context("the relay of a measurement speaks http")?;
    let encoding = if takes_brotli { "br" } else { "identity" };
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: {encoding}\r\nconnection: close\r\n\r\n");
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    read(&answer).with_context(|| format!("{origin}{path}"))
}

fn read(answer: &[u8]) -> Result<Option<Body>> {
    let end = answer
        .windows(4)
        .position(|at| at == b"\r\n\r\n")
        .context("an answer without a head")?;
    let (head, body) = answer
        .split_at_checked(end.saturating_add(4))
        .context("an answer without a body")?;
    let head = str::from_utf8(head)?.to_ascii_lowercase();
    let mut lines = head.lines();
    match lines.next().and_then(|status| status.split(' ').nth(1)) {
        Some("200") => {}
        Some("404") => return Ok(None),
        other => bail!("status {other:?}"),
    }
    let header = |name: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
    };
    let length: usize = header("content-length").context("no length")?.parse()?;
    ensure!(length == body.len(), "{} bytes of {length} came", body.len());
    Ok(Some(Body {
        bytes: u64::try_from(length)?,
        packed: header("content-encoding") == Some("br"),
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_counted() {
        let packed = read(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc").unwrap();
        assert_eq!(packed, Some(Body { bytes: 3, packed: true }));
        let plain = read(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
        assert_eq!(
            plain,
            Some(Body {
                bytes: 0,
                packed: false
            })
        );
    }

    #[test]
    fn what_is_not_there_is_told_from_what_went_wrong() {
        assert_eq!(
            read(b"HTTP/1.1 404 Not Found\r\ncontent-length: 1\r\n\r\nx").unwrap(),
            None
        );
        for bad in [
            b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n".as_slice(),
            b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nabc",
            b"HTTP/1.1 200 OK\r\n\r\nabc",
            b"HTTP/1.1 200 OK",
            b"",
        ] {
            assert!(read(bad).is_err(), "{:?}", String::from_utf8_lossy(bad));
        }
    }
}
