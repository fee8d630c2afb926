//! Ending a connection so that the last words arrive.
//!
//! Closing a socket that still has unread bytes makes the system throw away, at the client, what was just sent to it. So the
//! relay ends its own direction first and reads on until the client has ended the other.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time,
};

/// How long to wait for the client's end of the connection.
const LINGER: Duration = Duration::from_secs(2);

/// Ends `socket` and waits a moment for the client to do the same.
pub async fn linger(socket: &mut (impl AsyncRead + AsyncWrite + Unpin)) {
    let drain = async {
        socket.shutdown().await?;
        let mut rest = [0; 1_024];
        while socket.read(&mut rest).await? > 0 {}
        Ok::<_, io::Error>(())
    };
    if time::timeout(LINGER, drain).await.is_err() {
        tracing::trace!("a client did not close its end");
    }
}
