//! Files in a bucket: the relay before a real store that speaks S3, in this program.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use pillion_relay::{files::bucket::Bucket, serve::Config};
use pillion_wire::{
    client_frame::ClientFrame,
    file::PART_BYTES,
    id::{FileId, TokenHash},
    refusal::Code,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::{
    net::TcpListener,
    sync::Notify,
    task::{JoinHandle, JoinSet},
};

use crate::{
    files::{FILE, TOTAL, WRITE, allow, get, held, put, request, sealed, upload},
    stage::{Client, Person, World},
};

pub(crate) const BUCKET: &str = "files-of-a-relay";

/// A store on a free port. While it is away it hangs up on whoever comes, and on whoever is there.
pub(crate) struct Store {
    folder: TempDir,
    pub(crate) endpoint: String,
    away: Arc<AtomicBool>,
    cut: Arc<Notify>,
    server: JoinHandle<()>,
}

impl Store {
    pub(crate) async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut builder = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single("relay", "a secret key"));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (away, cut) = (Arc::<AtomicBool>::default(), Arc::<Notify>::default());
        let (is_away, is_cut) = (Arc::clone(&away), Arc::clone(&cut));
        let server = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    accepted = listener.accept() => {
                        let (socket, _) = accepted.unwrap();
                        if !is_away.load(Ordering::SeqCst) {
                            let serving = http1::Builder::new().serve_connection(TokioIo::new(socket), service.clone());
                            connections.spawn(async move { drop(serving.await) });
                        }
                    }
                    () = is_cut.notified() => connections.abort_all(),
                }
            }
        });
        Self {
            folder,
            endpoint,
            away,
            cut,
            server,
        }
    }

    fn is_away(&self, is: bool) {
        self.away.store(is, Ordering::SeqCst);
        if is {
            self.cut.notify_one();
        }
    }

    /// A relay that keeps its files there.
    async fn relay(&self, key: &'static str) -> (World, Client) {
        self.relay_with(key, |_| {}).await
    }

    async fn relay_with(&self, key: &'static str, change: fn(&mut Config)) -> (World, Client) {
        let endpoint = self.endpoint.clone();
        let world = World::with(move |config| {
            change(config);
            config.bucket = Some(Bucket {
                name: BUCKET.to_owned(),
                prefix: "pillion".to_owned(),
                endpoint: Some(endpoint.clone()),
                region: "us-east-1".to_owned(),
                key_id: "relay".to_owned(),
                key: key.to_owned(),
            });
        })
        .await;
        let mut phone = world.phone(&Person::new(1)).await;
        allow(&mut phone, TOTAL).await;
        (world, phone)
    }

    /// The parts of the file that lie there.
    fn parts(&self) -> Vec<PathBuf> {
        let folder = self.folder.path().join(BUCKET).join("pillion").join(FILE.to_hex());
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[tokio::test]
async fn a_file_goes_into_the_bucket_by_parts_and_out_by_ranges_across_a_restart() {
    let store = Store::start().await;
    let (mut world, _phone) = store.relay("a secret key").await;
    assert_eq!(held(&world).await, (0, false));
    assert_eq!(put(&world, 0).await.status, 204);
    assert_eq!(held(&world).await, (PART_BYTES, false));
    world.stop().await;
    world.start().await;
    assert_eq!(held(&world).await, (PART_BYTES, false), "the upload goes on");
    assert_eq!(put(&world, 0).await.status, 204, "a repeat");
    upload(&world).await;
    assert_eq!(store.parts().len(), 3);
    assert!(!world.folder.path().join("data/files").exists());
    assert!(get(&world, "").await.body == sealed(TOTAL));
    let (first, last) = (PART_BYTES - 10, PART_BYTES + 9);
    let range = get(&world, &format!("range: bytes={first}-{last}\r\n")).await;
    let expected = &sealed(TOTAL)[usize::try_from(first).unwrap()..=usize::try_from(last).unwrap()];
    assert!(range.status == 206 && range.body == expected);
    assert_eq!(get(&world, &format!("range: bytes={TOTAL}-\r\n")).await.status, 416);
}

#[tokio::test]
async fn what_is_let_go_or_given_up_leaves_the_bucket() {
    let store = Store::start().await;
    let (world, mut phone) = store.relay("a secret key").await;
    assert_eq!(put(&world, 0).await.status, 204);
    assert_eq!(request(&world, "DELETE", Some(&WRITE), "", b"").await.status, 204);
    assert_eq!(store.parts().len(), 0);
    allow(&mut phone, TOTAL).await;
    upload(&world).await;
    phone.send(&ClientFrame::DropFile { request: 4, file: FILE }).await;
    phone.expect_done(4).await;
    assert_eq!(get(&world, "").await.status, 404);
    crate::files::allow_anew(&mut phone).await;
    assert_eq!(store.parts().len(), 0);
}

#[tokio::test]
async fn while_the_store_is_away_whoever_asks_is_told_to_come_later_and_nothing_is_lost() {
    let store = Store::start().await;
    let (world, _phone) = store.relay("a secret key").await;
    assert_eq!(put(&world, 0).await.status, 204);
    store.is_away(true);
    for reply in [
        put(&world, 1).await,
        request(&world, "HEAD", Some(&WRITE), "", b"").await,
    ] {
        assert_eq!((reply.status, reply.header("retry-after")), (507, Some("5")));
    }
    // Nothing is given back that may still lie there.
    assert_eq!(request(&world, "HEAD", None, "", b"").await.status, 401);
    store.is_away(false);
    assert_eq!(held(&world).await, (PART_BYTES, false));
    upload(&world).await;
    store.is_away(true);
    let reply = get(&world, "").await;
    assert_eq!((reply.status, reply.header("retry-after")), (507, Some("5")));
    store.is_away(false);
    assert!(get(&world, "").await.body == sealed(TOTAL));
}

#[tokio::test]
async fn a_wrong_key_keeps_nothing_and_is_not_said_to_strangers() {
    let store = Store::start().await;
    let (world, _phone) = store.relay("another key").await;
    let reply = put(&world, 0).await;
    assert_eq!(reply.status, 507);
    assert!(!reply.text().contains("key") && !reply.text().contains(BUCKET));
    assert_eq!(store.parts().len(), 0);
}

#[tokio::test]
async fn room_is_counted_and_not_free_before_the_parts_have_left_the_bucket() {
    let store = Store::start().await;
    let (world, mut phone) = store
        .relay_with("a secret key", |config| config.quotas.file_bytes = TOTAL)
        .await;
    upload(&world).await;
    let other = ClientFrame::AllowFile {
        request: 3,
        file: FileId([7; 16]),
        bytes: 16,
        write: TokenHash([1; 32]),
        read: TokenHash([2; 32]),
    };
    phone.send(&other).await;
    phone.expect_refused(3, Code::FilesFull).await;
    store.is_away(true);
    phone.send(&ClientFrame::DropFile { request: 4, file: FILE }).await;
    phone.expect_done(4).await;
    assert_eq!(get(&world, "").await.status, 404, "nobody reads it any more");
    phone.send(&other).await;
    phone.expect_refused(3, Code::FilesFull).await;
    assert_eq!(store.parts().len(), 3);
}

#[tokio::test]
async fn what_is_over_leaves_the_bucket() {
    let store = Store::start().await;
    let (mut world, phone) = store
        .relay_with("a secret key", |config| config.quotas.file_ms = 0)
        .await;
    upload(&world).await;
    assert_eq!(store.parts().len(), 3);
    drop(phone);
    world.stop().await;
    // A relay that starts looks first for what is over.
    world.start().await;
    let mut phone = world.phone(&Person::new(1)).await;
    crate::files::allow_anew(&mut phone).await;
    assert_eq!((store.parts().len(), held(&world).await), (0, (0, false)));
}
