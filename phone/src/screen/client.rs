//! The other end of a phone's local socket: a desk like the phone's own, at which screens open themselves.
//!
//! Each screen has a connection of its own. When the phone stops, its screens end as those of a desk do.

use std::{io, path::Path};

use tokio::{
    net::{
        UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::mpsc,
};

use super::{
    frame::{self, Said},
    server::SOCKET,
};
use crate::desk::{Desk, FromScreen, ScreenId, ToScreen};

/// Connects to the phone that runs in `home`; `None` if none does. Must be called within a tokio runtime.
pub async fn connect(home: &Path) -> Option<Desk> {
    let path = home.join(SOCKET);
    let first = match UnixStream::connect(&path).await {
        Ok(stream) => stream,
        Err(reason) => {
            if !matches!(
                reason.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
            ) {
                tracing::warn!(%reason, "the local socket cannot be used");
            }
            return None;
        }
    };
    let (desk, listen) = Desk::new();
    tokio::spawn(speak(path, first, listen));
    Some(desk)
}

/// One screen's connection.
struct Line {
    to: OwnedWriteHalf,
    listener: tokio::task::JoinHandle<()>,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

async fn speak(path: std::path::PathBuf, first: UnixStream, mut listen: mpsc::UnboundedReceiver<FromScreen>) {
    let mut spare = Some(first);
    let mut lines = std::collections::BTreeMap::<ScreenId, Line>::new();
    while let Some(said) = listen.recv().await {
        match said {
            FromScreen::Open { screen, out } => {
                let stream = match spare.take() {
                    Some(stream) => Ok(stream),
                    None => UnixStream::connect(&path).await,
                };
                // Without a connection `out` is dropped here, which tells the screen that the phone has stopped.
                if let Ok(stream) = stream {
                    let (from, to) = stream.into_split();
                    let listener = tokio::spawn(hear(from, out));
                    lines.insert(screen, Line { to, listener });
                }
            }
            FromScreen::Ask { screen, request } => {
                if let Some(line) = lines.get_mut(&screen)
                    && let Err(reason) = frame::write(&mut line.to, &request).await
                {
                    tracing::warn!(%reason, "the phone could not be asked");
                    lines.remove(&screen);
                }
            }
            FromScreen::Close { screen } => {
                lines.remove(&screen);
            }
        }
    }
}

async fn hear(mut from: OwnedReadHalf, out: mpsc::Sender<ToScreen>) {
    loop {
        match frame::read::<Said, _>(&mut from).await {
            // Waiting here slows the phone's end down, which then leaves updates out; nothing grows.
            Ok(Some(said)) => {
                if out.send(said.into()).await.is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(reason) => {
                tracing::warn!(%reason, "the phone could not be understood");
                return;
            }
        }
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
    use std::os::unix::fs::PermissionsExt;

    use pillion_protocol::content::{
        id::Version,
        reply::{Answer, Reply},
        request::{Ask, Request},
        update::Update,
    };
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::screen::server::Server;

    fn ask() -> Ask {
        Ask::Sync {
            since: Version(0),
            cursor: None,
        }
    }

    /// A phone that answers everything with `Done`, after one update.
    fn agreeable_phone() -> Desk {
        let (desk, mut listen) = Desk::new();
        tokio::spawn(async move {
            let mut outs = std::collections::BTreeMap::new();
            while let Some(said) = listen.recv().await {
                match said {
                    FromScreen::Open { screen, out } => {
                        outs.insert(screen, out);
                    }
                    FromScreen::Ask { screen, request } => {
                        let update = Update {
                            from: Version(0),
                            to: Version(1),
                            changes: Vec::new(),
                        };
                        let reply = Reply {
                            id: request.id,
                            answer: Answer::Done,
                        };
                        let out: &mpsc::Sender<ToScreen> = &outs[&screen];
                        out.send(ToScreen::Update(update)).await.unwrap();
                        out.send(ToScreen::Reply(reply)).await.unwrap();
                    }
                    FromScreen::Close { screen } => {
                        outs.remove(&screen);
                    }
                }
            }
        });
        desk
    }

    #[tokio::test]
    async fn two_screens_ask_through_one_socket() {
        let home = tempfile::tempdir().unwrap();
        let _server = Server::open(home.path(), agreeable_phone()).unwrap();
        let desk = connect(home.path()).await.unwrap();
        let (mut one, mut two) = (desk.open().unwrap(), desk.open().unwrap());
        for screen in [&mut one, &mut two] {
            assert_eq!(screen.ask(ask()).await.unwrap(), Answer::Done);
            assert_eq!(screen.next_update().await.unwrap().to, Version(1));
        }
    }

    #[tokio::test]
    async fn the_socket_is_the_owners_alone() {
        let home = tempfile::tempdir().unwrap();
        let _server = Server::open(home.path(), agreeable_phone()).unwrap();
        let mode = std::fs::metadata(home.path().join(SOCKET))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[tokio::test]
    async fn without_a_phone_there_is_no_desk() {
        let home = tempfile::tempdir().unwrap();
        assert!(connect(home.path()).await.is_none());
    }

    #[tokio::test]
    async fn the_socket_of_a_killed_phone_is_replaced() {
        let home = tempfile::tempdir().unwrap();
        // A listener that is dropped leaves its socket behind, as a killed phone does.
        drop(std::os::unix::net::UnixListener::bind(home.path().join(SOCKET)).unwrap());
        assert!(connect(home.path()).await.is_none());
        let _server = Server::open(home.path(), agreeable_phone()).unwrap();
        let desk = connect(home.path()).await.unwrap();
        assert_eq!(desk.open().unwrap().ask(ask()).await.unwrap(), Answer::Done);
    }

    #[tokio::test]
    async fn a_home_whose_path_is_too_long_for_a_socket_is_named() {
        let home = tempfile::tempdir().unwrap();
        let deep = home.path().join("x".repeat(120));
        std::fs::create_dir(&deep).unwrap();
        let refused = Server::open(&deep, agreeable_phone()).unwrap_err().to_string();
        assert!(refused.contains("--home") && refused.ends_with('.'), "{refused}");
    }

    #[tokio::test]
    async fn a_screen_that_talks_nonsense_is_cut_off_and_the_others_stay() {
        let home = tempfile::tempdir().unwrap();
        let _server = Server::open(home.path(), agreeable_phone()).unwrap();
        let desk = connect(home.path()).await.unwrap();
        let mut good = desk.open().unwrap();
        for nonsense in [b"GET / HTTP/1.1\r\n\r\n".as_slice(), &[0, 0, 0, 1, 0xff], &[0xff; 64]] {
            let mut bad = UnixStream::connect(home.path().join(SOCKET)).await.unwrap();
            bad.write_all(nonsense).await.unwrap();
            let ended = bad.read(&mut [0; 16]).await;
            assert!(matches!(ended, Ok(0) | Err(_)), "{ended:?}");
        }
        assert_eq!(good.ask(ask()).await.unwrap(), Answer::Done);
    }

    #[tokio::test]
    async fn a_phone_that_talks_nonsense_has_stopped_for_the_screen() {
        let home = tempfile::tempdir().unwrap();
        let listener = tokio::net::UnixListener::bind(home.path().join(SOCKET)).unwrap();
        let desk = connect(home.path()).await.unwrap();
        let mut screen = desk.open().unwrap();
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(&[0, 0, 0, 2, 0x01, 0x02]).await.unwrap();
        assert!(screen.ask(ask()).await.is_err());
    }

    #[tokio::test]
    async fn a_phone_that_stops_ends_its_screens() {
        let home = tempfile::tempdir().unwrap();
        let server = Server::open(home.path(), agreeable_phone()).unwrap();
        let desk = connect(home.path()).await.unwrap();
        let mut screen = desk.open().unwrap();
        assert_eq!(screen.ask(ask()).await.unwrap(), Answer::Done);
        server.close().await;
        assert!(screen.next_update().await.is_some(), "the update before the answer");
        assert!(screen.next().await.is_none());
        assert!(connect(home.path()).await.is_none());
    }

    #[tokio::test]
    async fn ids_of_two_programs_do_not_mix() {
        let home = tempfile::tempdir().unwrap();
        let _server = Server::open(home.path(), agreeable_phone()).unwrap();
        let mut streams = Vec::new();
        for id in [9, 9] {
            let mut stream = UnixStream::connect(home.path().join(SOCKET)).await.unwrap();
            frame::write(&mut stream, &Request { id, ask: ask() }).await.unwrap();
            streams.push(stream);
        }
        for mut stream in streams {
            assert!(matches!(frame::read(&mut stream).await.unwrap(), Some(Said::Update(_))));
            let reply: Said = frame::read(&mut stream).await.unwrap().unwrap();
            assert!(matches!(reply, Said::Reply(Reply { id: 9, .. })));
        }
    }
}
