//! The frames of the local socket.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 4 | length of the rest, big endian, at most [`LIMIT_BYTES`] |
//! | 4 | n | CBOR: from a screen a [`Request`](pillion_protocol::content::request::Request), from the phone a [`Said`] |
//!
//! Only the owner of the home folder can reach the socket; still, no bytes make either end panic or take memory
//! without bound.

use std::io;

use minicbor::{Decode, Encode};
use pillion_protocol::content::{reply::Reply, update::Update};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::desk::ToScreen;

/// The largest frame, in bytes: four link messages of 64 KiB, so that whatever fits a link fits here.
pub const LIMIT_BYTES: usize = 256 * 1024;

/// What the phone says to a screen.
#[expect(
    clippy::large_enum_variant,
    reason = "lives for one frame, and is never kept in numbers"
)]
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Said {
    /// The answer to a request.
    #[n(0)]
    Reply(#[n(0)] Reply),
    /// A change.
    #[n(1)]
    Update(#[n(0)] Update),
}

impl From<ToScreen> for Said {
    fn from(said: ToScreen) -> Self {
        match said {
            ToScreen::Reply(reply) => Self::Reply(reply),
            ToScreen::Update(update) => Self::Update(update),
        }
    }
}

impl From<Said> for ToScreen {
    fn from(said: Said) -> Self {
        match said {
            Said::Reply(reply) => Self::Reply(reply),
            Said::Update(update) => Self::Update(update),
        }
    }
}

/// Why a frame could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// Over the limit.
    #[error("frame too large: {got} bytes, limit {LIMIT_BYTES}")]
    TooLarge {
        /// The length that was announced, or of what was to be written.
        got: usize,
    },
    /// The bytes are no frame of this kind, or something follows it.
    #[error("malformed frame")]
    Malformed,
    /// The stream ended within a frame, or failed.
    #[error("socket: {0}")]
    Stream(#[from] io::Error),
}

/// Writes one frame.
///
/// # Errors
/// [`FrameError`].
pub async fn write<F: Encode<()>, W: AsyncWrite + Unpin>(to: &mut W, frame: &F) -> Result<(), FrameError> {
    let body = minicbor::to_vec(frame).map_err(|_| FrameError::Malformed)?;
    let too_large = FrameError::TooLarge { got: body.len() };
    if body.len() > LIMIT_BYTES {
        return Err(too_large);
    }
    let length = u32::try_from(body.len()).map_err(|_| too_large)?;
    let mut whole = Vec::with_capacity(body.len().saturating_add(4));
    whole.extend_from_slice(&length.to_be_bytes());
    whole.extend_from_slice(&body);
    to.write_all(&whole).await?;
    to.flush().await?;
    Ok(())
}

/// Reads one frame; `None` when the stream ended between frames. Not to be cancelled half-way: what was read is lost.
///
/// # Errors
/// [`FrameError`].
pub async fn read<F, R>(from: &mut R) -> Result<Option<F>, FrameError>
where
    F: for<'b> Decode<'b, ()>,
    R: AsyncRead + Unpin,
{
    let mut length = [0; 4];
    // One byte first: an end here is a farewell, an end later is a cut.
    let (first, rest) = length.split_at_mut(1);
    if from.read(first).await? == 0 {
        return Ok(None);
    }
    from.read_exact(rest).await?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > LIMIT_BYTES {
        return Err(FrameError::TooLarge { got: length });
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).await?;
    let mut decoder = minicbor::Decoder::new(&body);
    let frame = decoder.decode().map_err(|_| FrameError::Malformed)?;
    if decoder.position() == body.len() {
        Ok(Some(frame))
    } else {
        Err(FrameError::Malformed)
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use pillion_protocol::content::{
        id::Version,
        reply::Answer,
        request::{Ask, Request},
    };

    use super::*;

    fn request() -> Request {
        Request {
            id: 7,
            ask: Ask::Sync {
                since: Version(3),
                cursor: None,
            },
        }
    }

    async fn bytes_of(request: &Request) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, request).await.unwrap();
        bytes
    }

    #[tokio::test]
    async fn frames_follow_one_another_and_end() {
        let mut bytes = bytes_of(&request()).await;
        bytes.extend(bytes.clone());
        let mut stream = bytes.as_slice();
        for _ in 0..2 {
            assert_eq!(read::<Request, _>(&mut stream).await.unwrap(), Some(request()));
        }
        assert_eq!(read::<Request, _>(&mut stream).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_frame_cut_anywhere_is_refused() {
        let bytes = bytes_of(&request()).await;
        for end in 1..bytes.len() {
            let cut = read::<Request, _>(&mut &bytes[..end]).await;
            assert!(matches!(cut, Err(FrameError::Stream(_))), "cut at {end}");
        }
    }

    #[tokio::test]
    async fn an_announced_giant_is_refused_before_it_is_read() {
        let mut stream = [0xff_u8; 4].as_slice();
        let refused = read::<Request, _>(&mut stream).await;
        assert!(matches!(refused, Err(FrameError::TooLarge { got: 0xffff_ffff })));
    }

    #[tokio::test]
    async fn something_after_the_request_is_refused() {
        let mut bytes = bytes_of(&request()).await;
        bytes.push(0);
        bytes[3] += 1;
        let refused = read::<Request, _>(&mut bytes.as_slice()).await;
        assert!(matches!(refused, Err(FrameError::Malformed)));
    }

    #[tokio::test]
    async fn garbage_is_refused_and_never_panics() {
        for seed in 0..2_000_u32 {
            let noise: Vec<u8> = (0..seed % 64)
                .map(|at| (seed.wrapping_mul(2_654_435_761).rotate_left(at) >> 13) as u8)
                .collect();
            let mut bytes = u32::try_from(noise.len()).unwrap().to_be_bytes().to_vec();
            bytes.extend(noise);
            let _ = read::<Request, _>(&mut bytes.as_slice()).await;
            let _ = read::<Said, _>(&mut bytes.as_slice()).await;
        }
    }

    #[tokio::test]
    async fn what_would_not_fit_is_not_written() {
        let scan = Request {
            id: 1,
            ask: Ask::Scan {
                code: "x".repeat(LIMIT_BYTES),
            },
        };
        let mut bytes = Vec::new();
        assert!(matches!(
            write(&mut bytes, &scan).await,
            Err(FrameError::TooLarge { .. })
        ));
        assert!(bytes.is_empty());
    }

    #[tokio::test]
    async fn both_kinds_of_what_the_phone_says_arrive() {
        for said in [
            Said::Reply(Reply {
                id: 1,
                answer: Answer::Done,
            }),
            Said::Update(Update {
                from: Version(1),
                to: Version(2),
                changes: Vec::new(),
            }),
        ] {
            let mut bytes = Vec::new();
            write(&mut bytes, &said).await.unwrap();
            assert_eq!(read::<Said, _>(&mut bytes.as_slice()).await.unwrap(), Some(said));
        }
    }
}
