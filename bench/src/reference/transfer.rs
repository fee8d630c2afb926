//! A bare upload and download: one `PUT` of a file to a server that only writes it down, and one `GET` that reads it back, over HTTP/1.1 and
//! loopback, from disk to disk.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use tokio::{
    fs::File,
    io::{self, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// How long it takes to bring a file to a server and from there to another path, in nanoseconds.
///
/// # Errors
/// What the system says.
pub async fn measure(folder: &Path, source: &Path) -> Result<u64> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let held = folder.join("bare-held");
    let server = tokio::spawn(serve(listener, held.clone()));
    let length = tokio::fs::metadata(source).await?.len();
    let target = folder.join("bare-got");
    let start = Instant::now();
    let mut up = TcpStream::connect(address).await?;
    let head = format!("PUT / HTTP/1.1\r\nhost: bare\r\ncontent-length: {length}\r\n\r\n");
    up.write_all(head.as_bytes()).await?;
    io::copy(&mut File::open(source).await?, &mut up).await?;
    let mut up = BufReader::new(up);
    ensure!(length_of(&mut up).await? == 0, "an upload is answered without a body");
    let mut down = TcpStream::connect(address).await?;
    down.write_all(b"GET / HTTP/1.1\r\nhost: bare\r\n\r\n").await?;
    let mut down = BufReader::new(down);
    let comes = length_of(&mut down).await?;
    let mut file = File::create(&target).await?;
    let copied = io::copy(&mut down.take(comes), &mut file).await?;
    file.flush().await?;
    let took = start.elapsed();
    ensure!(copied == length, "{copied} bytes of {length} came back");
    server.await??;
    for path in [held, target] {
        tokio::fs::remove_file(path).await?;
    }
    Ok(u64::try_from(took.as_nanos())?)
}

/// Takes one upload and gives one download.
async fn serve(listener: TcpListener, held: PathBuf) -> Result<()> {
    let (stream, _) = listener.accept().await?;
    let mut stream = BufReader::new(stream);
    let length = length_of(&mut stream).await?;
    let mut file = File::create(&held).await?;
    io::copy(&mut (&mut stream).take(length), &mut file).await?;
    file.flush().await?;
    stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        .await?;
    let (stream, _) = listener.accept().await?;
    let mut stream = BufReader::new(stream);
    length_of(&mut stream).await?;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    io::copy(&mut File::open(&held).await?, &mut stream).await?;
    Ok(stream.shutdown().await?)
}

/// Reads a head; how long the body is that follows.
async fn length_of(stream: &mut BufReader<TcpStream>) -> Result<u64> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        ensure!(stream.read_line(&mut line).await? > 0, "the connection ended in a head");
        if line.trim().is_empty() {
            return Ok(length);
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().context("a length")?;
        }
    }
}
