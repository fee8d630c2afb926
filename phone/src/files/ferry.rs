//! Files over HTTP: up in parts, down from where the last try ended.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use futures_util::{StreamExt as _, stream};
use pillion_protocol::crypto::digest::{Digest, Digester};
use pillion_wire::{
    file::{self, COMPLETE, ContentRange, OFFSET, PART_BYTES},
    id::FileId,
    origin::Origin,
};
use reqwest::{
    Client, Response, StatusCode,
    header::{CONTENT_RANGE, RANGE},
    redirect::Policy,
};
use tokio::task::spawn_blocking;

use super::{meter::Meter, room, vault::Vault};
use crate::app::haul::{Cargo, Hitch};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(10);

/// How long the relay may be silent.
const SILENCE: Duration = Duration::from_secs(60);

/// Parts on their way at once: more than that would be sent again after a crash.
const AT_ONCE: usize = 3;

/// How often what is missing is sent again before the whole is tried later.
const ROUNDS: u32 = 3;

/// Bytes that are written to the disk at once.
const GATHERED: usize = 512 * 1_024;

/// The way to one relay.
#[derive(Debug, Clone)]
pub struct Ferry {
    client: Client,
    relay: Origin,
    vault: Vault,
}

/// What a request came to that did not come to what it should.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("the relay cannot be reached: {0}")]
    Network(#[from] reqwest::Error),
    #[error("the relay answered {0}")]
    Status(StatusCode),
    #[error("the disk: {0}")]
    Disk(#[from] io::Error),
    #[error("a relay that answers something else than it should")]
    Odd,
    #[error("the bytes are not what was announced")]
    Damaged,
    #[error("the sealed bytes are not here")]
    Missing,
}

impl Trouble {
    fn hitch(&self) -> Hitch {
        match self {
            Self::Status(StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED) => Hitch::Unknown,
            // The relay's file is shorter than the one that was announced.
            Self::Damaged | Self::Status(StatusCode::RANGE_NOT_SATISFIABLE) => Hitch::Damaged,
            Self::Missing => Hitch::Missing,
            Self::Status(StatusCode::INSUFFICIENT_STORAGE) => Hitch::RelayFull,
            Self::Disk(error) if is_full(error) => Hitch::Full,
            Self::Network(_) | Self::Status(_) | Self::Disk(_) | Self::Odd => Hitch::Passing,
        }
    }
}

impl Ferry {
    /// A way to `relay`, from and to `vault`.
    ///
    /// # Errors
    /// If the system's certificates cannot be read.
    pub fn new(relay: Origin, vault: Vault) -> Result<Self, reqwest::Error> {
        // Another part of this program may have chosen the same one before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(concat!("pillion-phone/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .build()?;
        Ok(Self { client, relay, vault })
    }

    /// Gives the relay what it does not have of a file.
    ///
    /// # Errors
    /// [`Hitch`]; what the relay has stays there.
    pub async fn upload(&self, cargo: &Cargo, meter: &Meter) -> Result<(), Hitch> {
        meter.begin(cargo.bytes);
        self.send(cargo, meter).await.map_err(|trouble| {
            tracing::info!(file = %cargo.file, %trouble, "a file was not uploaded");
            trouble.hitch()
        })
    }

    /// Gets what is not here of a file.
    ///
    /// # Errors
    /// [`Hitch`]; what has come stays here, unless it is damaged.
    pub async fn fetch(&self, cargo: &Cargo, meter: &Meter) -> Result<(), Hitch> {
        meter.begin(cargo.bytes);
        self.get(cargo, meter).await.map_err(|trouble| {
            tracing::info!(file = %cargo.file, %trouble, "a file was not fetched");
            trouble.hitch()
        })
    }

    fn url(&self, file: FileId) -> String {
        format!("{}{}", self.relay, file::path(file))
    }

    async fn send(&self, cargo: &Cargo, meter: &Meter) -> Result<(), Trouble> {
        let path = self.vault.whole(cargo.digest);
        if !path.exists() {
            return Err(Trouble::Missing);
        }
        for _ in 0..ROUNDS {
            let (held, is_whole) = self.held(cargo).await?;
            if is_whole {
                return Ok(());
            }
            meter.set(held);
            let parts = (held / PART_BYTES)..file::parts(cargo.bytes);
            let mut sending = stream::iter(parts)
                .map(|part| self.send_part(cargo, &path, part))
                .buffered(AT_ONCE);
            while let Some(sent) = sending.next().await {
                meter.add(sent?);
            }
        }
        let (_, is_whole) = self.held(cargo).await?;
        if is_whole { Ok(()) } else { Err(Trouble::Odd) }
    }

    /// How much of a file the relay has, and whether that is all.
    async fn held(&self, cargo: &Cargo) -> Result<(u64, bool), Trouble> {
        let asked = self.client.head(self.url(cargo.file)).bearer_auth(cargo.token.to_hex());
        let response = good(asked.send().await?)?;
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let held = header(OFFSET).and_then(|held| held.parse().ok()).ok_or(Trouble::Odd)?;
        Ok((held, header(COMPLETE) == Some("?1")))
    }

    async fn send_part(&self, cargo: &Cargo, path: &Path, part: u64) -> Result<u64, Trouble> {
        let total = cargo.bytes;
        let place = file::part(total, part).ok_or(Trouble::Odd)?;
        let (path, length) = (path.to_owned(), place.end - place.start);
        let bytes = spawn_blocking(move || read(&path, place.start, length));
        let bytes = bytes.await.map_err(|_| Trouble::Odd)??;
        let asked = self
            .client
            .put(self.url(cargo.file))
            .bearer_auth(cargo.token.to_hex())
            .header(CONTENT_RANGE, ContentRange { part, total }.to_string())
            .body(bytes);
        good(asked.send().await?)?;
        Ok(length)
    }

    async fn get(&self, cargo: &Cargo, meter: &Meter) -> Result<(), Trouble> {
        let path = self.vault.part(cargo.digest);
        let opened = spawn_blocking({
            let (vault, path, most) = (self.vault.clone(), path.clone(), cargo.bytes);
            move || {
                vault.make()?;
                let coming = Coming::open(&path, most)?;
                room::check(vault.folder(), most.saturating_sub(coming.held))?;
                Ok::<_, Trouble>(coming)
            }
        });
        let mut coming = opened.await.map_err(|_| Trouble::Odd)??;
        meter.set(coming.held);
        if coming.held < cargo.bytes {
            coming = self.get_rest(cargo, coming, meter).await?;
        }
        let (vault, digest, total) = (self.vault.clone(), cargo.digest, cargo.bytes);
        let kept = spawn_blocking(move || coming.keep(&path, &vault, digest, total));
        kept.await.map_err(|_| Trouble::Odd)?
    }

    async fn get_rest(&self, cargo: &Cargo, mut coming: Coming, meter: &Meter) -> Result<Coming, Trouble> {
        let asked = self
            .client
            .get(self.url(cargo.file))
            .bearer_auth(cargo.token.to_hex())
            .header(RANGE, format!("bytes={}-", coming.held));
        let response = good(asked.send().await?)?;
        let place = format!(
            "bytes {}-{}/{}",
            coming.held,
            cargo.bytes.saturating_sub(1),
            cargo.bytes
        );
        let named = response
            .headers()
            .get(CONTENT_RANGE)
            .and_then(|value| value.to_str().ok());
        if response.status() != StatusCode::PARTIAL_CONTENT || named != Some(place.as_str()) {
            // What it holds under this name is not what was announced.
            return Err(Trouble::Damaged);
        }
        let mut body = response.bytes_stream();
        let mut gathered = Vec::with_capacity(GATHERED);
        let mut ended = Ok(());
        while let Some(piece) = body.next().await {
            match piece {
                Ok(piece) => gathered.extend_from_slice(&piece),
                Err(error) => {
                    ended = Err(error);
                    break;
                }
            }
            if gathered.len() >= GATHERED {
                meter.add(u64::try_from(gathered.len()).unwrap_or_default());
                (coming, gathered) = coming.take(gathered).await?;
            }
        }
        (coming, _) = coming.take(gathered).await?;
        ended?;
        Ok(coming)
    }
}

/// A file on its way here.
struct Coming {
    file: File,
    digester: Digester,
    held: u64,
}

impl Coming {
    /// What has come so far.
    fn open(path: &Path, most: u64) -> Result<Self, Trouble> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        if file.metadata()?.len() > most {
            file.set_len(0)?;
        }
        let (mut digester, mut held) = (Digester::new(), 0_u64);
        let mut piece = vec![0; GATHERED];
        loop {
            let count = file.read(&mut piece)?;
            if count == 0 {
                return Ok(Self { file, digester, held });
            }
            digester.update(piece.get(..count).unwrap_or_default());
            held = held.saturating_add(u64::try_from(count).unwrap_or_default());
        }
    }

    /// More of it; gives the emptied buffer back.
    async fn take(mut self, mut bytes: Vec<u8>) -> Result<(Self, Vec<u8>), Trouble> {
        let taken = spawn_blocking(move || {
            self.file.write_all(&bytes)?;
            self.digester.update(&bytes);
            self.held = self.held.saturating_add(u64::try_from(bytes.len()).unwrap_or_default());
            bytes.clear();
            Ok::<_, io::Error>((self, bytes))
        });
        Ok(taken.await.map_err(|_| Trouble::Odd)??)
    }

    /// All has come: if it is what was announced, it is kept; else nothing of it is.
    fn keep(self, path: &PathBuf, vault: &Vault, digest: Digest, total: u64) -> Result<(), Trouble> {
        if self.held < total {
            return Err(Trouble::Odd);
        }
        if self.held > total || self.digester.finish() != digest {
            std::fs::remove_file(path)?;
            return Err(Trouble::Damaged);
        }
        self.file.sync_all()?;
        Ok(vault.keep(path, digest)?)
    }
}

/// Whether a disk has no room, or no more of it for this user or this file.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}

/// The answer, if it is one that says yes.
fn good(response: Response) -> Result<Response, Trouble> {
    if response.status().is_success() {
        Ok(response)
    } else {
        Err(Trouble::Status(response.status()))
    }
}

fn read(path: &Path, from: u64, count: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = vec![0; usize::try_from(count).unwrap_or_default()];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_passes_by_itself_is_tried_again() {
        for (status, hitch) in [
            (404, Hitch::Unknown),
            (401, Hitch::Unknown),
            (416, Hitch::Damaged),
            (408, Hitch::Passing),
            (409, Hitch::Passing),
            (500, Hitch::Passing),
            (503, Hitch::Passing),
            (507, Hitch::RelayFull),
        ] {
            let status = StatusCode::from_u16(status).unwrap_or_default();
            assert_eq!(Trouble::Status(status).hitch(), hitch, "{status}");
        }
        for (kind, hitch) in [
            (io::ErrorKind::StorageFull, Hitch::Full),
            (io::ErrorKind::QuotaExceeded, Hitch::Full),
            (io::ErrorKind::FileTooLarge, Hitch::Full),
            (io::ErrorKind::PermissionDenied, Hitch::Passing),
        ] {
            assert_eq!(Trouble::Disk(kind.into()).hitch(), hitch, "{kind}");
        }
        assert_eq!(Trouble::Odd.hitch(), Hitch::Passing);
        assert_eq!(Trouble::Damaged.hitch(), Hitch::Damaged);
        assert_eq!(Trouble::Missing.hitch(), Hitch::Missing);
    }
}
