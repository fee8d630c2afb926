//! Fixtures: a relay on a free port, and clients that speak its frames over real sockets.
use std::{net::SocketAddr, time::Duration};

use ed25519_dalek::{Signer, SigningKey};
use futures_util::{SinkExt, StreamExt};
use pillion_relay::serve::{Config, Relay, serve};
use pillion_wire::{
    challenge,
    client_frame::{ClientFrame, Role},
    codec,
    id::{AccountId, LinkId, LinkToken, PutId, TokenHash},
    limit::VERSION,
    origin::Origin,
    refusal::Code,
    relay_frame::RelayFrame,
};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

/// Far above anything that should happen; a test that waits so long has failed.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A relay and its folder.
pub struct World {
    pub folder: TempDir,
    pub relay: Option<Relay>,
    change: Box<dyn Fn(&mut Config)>,
}

impl World {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl Fn(&mut Config) + 'static) -> Self {
        let mut world = Self {
            folder: TempDir::new().unwrap(),
            relay: None,
            change: Box::new(change),
        };
        world.start().await;
        world
    }

    pub fn config(&self) -> Config {
        let listen = "127.0.0.1:0".parse().unwrap();
        let mut config = Config::new(listen, self.folder.path().join("data"));
        (self.change)(&mut config);
        config
    }

    pub async fn start(&mut self) {
        self.relay = Some(serve(self.config()).await.unwrap());
    }

    pub async fn stop(&mut self) {
        self.relay.take().unwrap().stop().await;
    }

    pub fn address(&self) -> SocketAddr {
        self.relay.as_ref().unwrap().address()
    }

    pub fn origin(&self) -> Origin {
        self.relay.as_ref().unwrap().origin().clone()
    }

    pub async fn client(&self) -> Client {
        Client::connect(&self.origin(), None).await.unwrap()
    }

    pub async fn phone(&self, who: &Person) -> Client {
        let mut client = self.client().await;
        client.hello_phone(who, &self.origin()).await;
        client.expect_ready().await;
        client
    }

    pub async fn page(&self) -> Client {
        let mut client = self.client().await;
        client.hello(Role::Page).await;
        client.expect_ready().await;
        client
    }

    pub async fn browser(&self, link: &Link) -> Client {
        let mut client = self.client().await;
        client.hello(link.role()).await;
        client.expect_ready().await;
        client
    }
}

/// Somebody with a phone.
pub struct Person {
    pub key: SigningKey,
}

impl Person {
    pub fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_bytes(&[seed; 32]),
        }
    }

    pub fn account(&self) -> AccountId {
        AccountId(self.key.verifying_key().to_bytes())
    }
}

/// A linked browser.
pub struct Link {
    pub id: LinkId,
    pub token: LinkToken,
}

impl Link {
    pub fn new(seed: u8) -> Self {
        Self {
            id: LinkId([seed; 16]),
            token: LinkToken([seed; 32]),
        }
    }

    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.token.0).into())
    }

    pub fn role(&self) -> Role {
        Role::Browser {
            link: self.id,
            token: self.token.clone(),
        }
    }
}

/// One client.
pub struct Client {
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub nonce: [u8; 32],
    /// Why there was no challenge.
    pub refused: Option<Code>,
}

impl Client {
    /// Connects and takes the challenge.
    pub async fn connect(relay: &Origin, origin: Option<&str>) -> Result<Self, tokio_tungstenite::tungstenite::Error> {
        let url = relay.socket_url().replace("localhost", "127.0.0.1");
        let mut request = url.into_client_request().unwrap();
        if let Some(origin) = origin {
            let headers = request.headers_mut();
            headers.insert("origin", HeaderValue::from_str(origin).unwrap());
        }
        let (socket, _) = tokio_tungstenite::connect_async(request).await?;
        let mut client = Self {
            socket,
            nonce: [0; 32],
            refused: None,
        };
        match client.next().await {
            RelayFrame::Challenge { nonce, .. } => client.nonce = nonce,
            RelayFrame::Refused { code, .. } => client.refused = Some(code),
            other => panic!("no challenge but {other:?}"),
        }
        Ok(client)
    }

    pub fn signed(&self, who: &Person, origin: &Origin) -> Role {
        let bytes = challenge::signed_bytes(origin, &self.nonce);
        Role::Phone {
            account: who.account(),
            signature: who.key.sign(&bytes).to_bytes(),
        }
    }

    pub async fn hello_phone(&mut self, who: &Person, origin: &Origin) {
        let role = self.signed(who, origin);
        self.hello(role).await;
    }

    pub async fn hello(&mut self, role: Role) {
        let agent = "test".into();
        self.send(&ClientFrame::Hello {
            version: VERSION,
            role,
            agent,
        })
        .await;
    }

    pub async fn send(&mut self, frame: &ClientFrame) {
        self.send_raw(Message::Binary(codec::encode(frame).into())).await;
    }

    pub async fn send_raw(&mut self, message: Message) {
        self.socket.send(message).await.unwrap();
    }

    /// The next frame.
    pub async fn next(&mut self) -> RelayFrame {
        loop {
            let message = timeout(PATIENCE, self.socket.next()).await;
            match message.expect("nothing came").expect("the end came").unwrap() {
                Message::Binary(bytes) => return codec::decode(&bytes).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("no frame but {other:?}"),
            }
        }
    }

    pub async fn expect_ready(&mut self) {
        let frame = self.next().await;
        assert!(matches!(frame, RelayFrame::Ready { .. }), "{frame:?}");
    }

    /// The relay refuses the connection and ends it.
    pub async fn expect_end(&mut self, code: Code) {
        let refused = RelayFrame::Refused {
            request: None,
            put: None,
            code,
        };
        assert_eq!(self.next().await, refused);
        self.expect_close().await;
    }

    pub async fn expect_close(&mut self) {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.expect("it did not close") {
                None | Some(Ok(Message::Close(_))) => return,
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(other) => panic!("no end but {other:?}"),
            }
        }
    }

    /// The connection works: nothing else is waiting, and a ping is answered.
    pub async fn expect_nothing(&mut self) {
        self.send(&ClientFrame::Ping { token: 77 }).await;
        assert_eq!(self.next().await, RelayFrame::Pong { token: 77 });
    }

    pub async fn expect_done(&mut self, request: u32) {
        assert_eq!(self.next().await, RelayFrame::Done { request });
    }

    pub async fn expect_refused(&mut self, request: u32, code: Code) {
        let refused = RelayFrame::Refused {
            request: Some(request),
            put: None,
            code,
        };
        assert_eq!(self.next().await, refused);
    }

    pub async fn allow(&mut self, link: &Link) {
        self.send(&ClientFrame::AllowLink {
            request: 1,
            link: link.id,
            token_hash: link.hash(),
        })
        .await;
        self.expect_done(1).await;
    }

    pub async fn put(&mut self, id: u8, to: &[&Person], payload: &[u8]) {
        self.send(&put(id, to, payload)).await;
    }

    pub async fn expect_stored(&mut self, id: u8) {
        let id = PutId([id; 16]);
        assert_eq!(self.next().await, RelayFrame::Stored { id });
    }

    pub async fn expect_put_refused(&mut self, id: u8, code: Code) {
        let refused = RelayFrame::Refused {
            request: None,
            put: Some(PutId([id; 16])),
            code,
        };
        assert_eq!(self.next().await, refused);
    }

    pub async fn expect_delivery(&mut self, number: u64, blob: &[u8]) {
        match self.next().await {
            RelayFrame::Deliver { seq, payload, .. } => {
                assert_eq!((seq, payload.as_slice()), (number, blob));
            }
            other => panic!("no delivery but {other:?}"),
        }
    }
}

pub fn put(id: u8, to: &[&Person], payload: &[u8]) -> ClientFrame {
    ClientFrame::Put {
        id: PutId([id; 16]),
        to: to.iter().map(|person| person.account()).collect(),
        slot: None,
        payload: payload.to_vec(),
    }
}
