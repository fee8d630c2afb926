//! A way to the relay that counts the bytes of all connections that take it: what really went over the wire, whatever anybody says of it.
//!
//! It counts what TCP carries, heads of HTTP and frames of WebSockets included; what TCP and IP add to that is the same for everybody.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch::{self, Sender},
};

/// Bytes that are passed on at once.
const GULP: usize = 64 * 1_024;

/// One way. Whoever uses it must be let in by the relay under the tap's origin.
#[derive(Debug)]
pub struct Tap {
    port: u16,
    relay: Sender<Option<SocketAddr>>,
    up: Sender<u64>,
    down: Sender<u64>,
}

impl Tap {
    /// A way that is open at once, and waits for the relay behind it.
    ///
    /// # Errors
    /// What the system says.
    pub async fn open() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let (relay, leads) = watch::channel(None);
        let (up, down) = (Sender::new(0), Sender::new(0));
        let (takes, gives) = (up.clone(), down.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (leads, takes, gives) = (leads.clone(), takes.clone(), gives.clone());
                // A connection that breaks is broken on both sides, as without this one between them.
                tokio::spawn(async move { drop(pass(client, leads, takes, gives).await) });
            }
        });
        Ok(Self { port, relay, up, down })
    }

    /// Where it is, as an origin.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Lets it lead to a relay at `http://localhost:PORT`.
    ///
    /// # Errors
    /// If that is no such origin.
    pub fn lead_to(&self, origin: &str) -> Result<()> {
        let port = origin.rsplit_once(':').context("an origin without a port")?.1;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse()?));
        self.relay.send_replace(Some(address));
        Ok(())
    }

    /// Bytes that went to the relay.
    #[must_use]
    pub fn up(&self) -> u64 {
        *self.up.borrow()
    }

    /// Bytes that came from the relay.
    #[must_use]
    pub fn down(&self) -> u64 {
        *self.down.borrow()
    }

    /// Waits until so many bytes went to the relay.
    ///
    /// # Errors
    /// Never, as long as there is a tap.
    pub async fn up_reaches(&self, bytes: u64) -> Result<()> {
        self.up.subscribe().wait_for(|up| *up >= bytes).await?;
        Ok(())
    }
}

async fn pass(
    client: TcpStream,
    mut leads: watch::Receiver<Option<SocketAddr>>,
    up: Sender<u64>,
    down: Sender<u64>,
) -> Result<()> {
    let relay = leads
        .wait_for(Option::is_some)
        .await?
        .context("a tap that leads somewhere")?;
    let relay = TcpStream::connect(relay).await?;
    for stream in [&client, &relay] {
        stream.set_nodelay(true)?;
    }
    let (from_client, to_client) = client.into_split();
    let (from_relay, to_relay) = relay.into_split();
    tokio::try_join!(count(from_client, to_relay, up), count(from_relay, to_client, down))?;
    Ok(())
}

/// Passes on what comes, until nothing comes any more.
async fn count(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, counted: Sender<u64>) -> Result<()> {
    let mut gulp = vec![0; GULP];
    loop {
        let bytes = from.read(&mut gulp).await?;
        if bytes == 0 {
            return Ok(to.shutdown().await?);
        }
        counted.send_modify(|all| *all = all.saturating_add(u64::try_from(bytes).unwrap_or_default()));
        to.write_all(gulp.get(..bytes).unwrap_or_default()).await?;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_goes_through_is_counted_each_way_and_arrives() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let tap = Tap::open().await.unwrap();
        tap.lead_to(&format!("http://localhost:{}", listener.local_addr().unwrap().port()))
            .unwrap();
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, tap.port)).await.unwrap();
        client.write_all(&[7; 100_000]).await.unwrap();
        client.shutdown().await.unwrap();
        let (mut relay, _) = listener.accept().await.unwrap();
        let mut came = Vec::new();
        relay.read_to_end(&mut came).await.unwrap();
        assert_eq!(came, [7; 100_000]);
        relay.write_all(b"yes").await.unwrap();
        drop(relay);
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).await.unwrap();
        assert_eq!(answer, b"yes");
        tap.up_reaches(100_000).await.unwrap();
        assert_eq!((tap.up(), tap.down()), (100_000, 3));
    }
}
