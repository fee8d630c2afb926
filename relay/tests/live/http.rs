//! What a browser gets over HTTP, byte for byte.

use std::{fs, io::Read as _, time::Duration};

use flate2::read::GzDecoder;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::{
    reply::{ask, get},
    stage::{PATIENCE, World},
};

/// A relay that serves a small page from a folder, with a secret beside it.
async fn world_with_page() -> (World, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let www = folder.path().join("www");
    fs::create_dir_all(www.join("pkg")).unwrap();
    fs::write(www.join("index.html"), "<!doctype html>").unwrap();
    fs::write(www.join("pkg/client.js"), "//".repeat(2_000)).unwrap();
    fs::write(www.join("pkg/client_bg.wasm"), [0; 5_000]).unwrap();
    fs::write(www.join("pkg/.gitignore"), "*").unwrap();
    fs::write(www.join("pkg/client.d.ts"), "x").unwrap();
    fs::write(folder.path().join("secret"), "x").unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret"), www.join("way-out")).unwrap();
    let world = World::with(move |config| config.www = Some(www.clone())).await;
    (world, folder)
}

#[tokio::test]
async fn every_response_carries_the_security_headers() {
    let (world, _folder) = world_with_page().await;
    let port = world.address().port();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
         media-src 'self' blob:; connect-src 'self' ws://localhost:{port} ws://127.0.0.1:{port}; \
         worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    );
    let etag = get(&world, "/", "").await.header("etag").unwrap().to_owned();
    let known = format!("if-none-match: {etag}\r\n");
    let evil = "origin: http://evil.example\r\n";
    for (status, path, headers) in [
        (200, "/", ""),
        (304, "/", known.as_str()),
        (404, "/nothing-here", ""),
        (404, "/pkg", ""),
        (200, "/health", ""),
        (426, "/ws", ""),
        (403, "/ws", evil),
    ] {
        let answer = get(&world, path, headers).await;
        assert_eq!(answer.status, status, "{path}");
        for (name, value) in [
            ("content-security-policy", policy.as_str()),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}: {name}");
        }
        assert_eq!(answer.header("set-cookie"), None);
    }
    let posted = "POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let answer = ask(&world, posted).await;
    assert_eq!(answer.status, 405);
    assert!(answer.header("content-security-policy").is_some());
}

#[tokio::test]
async fn an_upgrade_carries_the_security_headers_too() {
    let world = World::new().await;
    let url = world.origin().socket_url().replace("localhost", "127.0.0.1");
    let (_socket, response) = tokio_tungstenite::connect_async(url).await.unwrap();
    assert_eq!(response.status(), 101);
    assert!(response.headers().contains_key("content-security-policy"));
}

#[tokio::test]
async fn files_have_their_types_and_are_packed_for_who_can_unpack() {
    let (world, _folder) = world_with_page().await;
    for (path, mime) in [
        ("/", "text/html; charset=utf-8"),
        ("/pkg/client.js", "text/javascript; charset=utf-8"),
        ("/pkg/client_bg.wasm", "application/wasm"),
    ] {
        let answer = get(&world, path, "").await;
        assert_eq!(answer.header("content-type"), Some(mime));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert_eq!(answer.header("content-encoding"), None);
    }
    let packed = get(&world, "/pkg/client.js", "accept-encoding: br, gzip\r\n").await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() < 200);
    let mut plain = String::new();
    GzDecoder::new(packed.body.as_slice())
        .read_to_string(&mut plain)
        .unwrap();
    assert_eq!(plain, "//".repeat(2_000));
    let refused = get(&world, "/pkg/client.js", "accept-encoding: gzip;q=0\r\n").await;
    assert_eq!(refused.header("content-encoding"), None);
}

#[tokio::test]
async fn a_known_file_is_not_sent_again_and_a_changed_one_is() {
    let (world, folder) = world_with_page().await;
    let first = get(&world, "/", "").await;
    let known = format!("if-none-match: {}\r\n", first.header("etag").unwrap());
    let again = get(&world, "/", &known).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    fs::write(folder.path().join("www/index.html"), "<!doctype html>2").unwrap();
    let changed = get(&world, "/", &known).await;
    assert_eq!(changed.status, 200);
    assert_eq!(changed.text(), "<!doctype html>2");
}

#[tokio::test]
async fn what_lies_outside_is_hidden_or_for_builders_is_not_served() {
    let (world, _folder) = world_with_page().await;
    for path in [
        "/../secret",
        "/%2e%2e/secret",
        "/pkg/../../secret",
        "//etc/passwd",
        "/way-out",
        "/pkg/.gitignore",
        "/pkg/client.d.ts",
        "/pkg/",
        "/index.html/x",
        "/pkg\\client.js",
    ] {
        let answer = get(&world, path, "").await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            answer.text().starts_with("There is no such page here."),
            "{path}: {}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn a_head_has_no_body() {
    let (world, _folder) = world_with_page().await;
    let request = "HEAD / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    let answer = ask(&world, request).await;
    assert_eq!((answer.status, answer.body.len()), (200, 0));
}

#[tokio::test]
async fn health_says_that_it_is_well() {
    let world = World::new().await;
    let answer = get(&world, "/health", "").await;
    let health: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert!(health["uptime_seconds"].is_u64());
    assert_eq!(answer.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn when_all_seats_are_taken_the_next_one_hears_it() {
    let world = World::with(|config| config.connections = 0).await;
    let mut waiting = Vec::new();
    for _ in 0..64 {
        waiting.push(TcpStream::connect(world.address()).await.unwrap());
    }
    let answer = get(&world, "/", "").await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().starts_with("The relay is full."));
    assert!(answer.header("content-security-policy").is_some());
}

#[tokio::test]
async fn a_client_that_dribbles_its_request_is_ended() {
    let world = World::with(|config| config.head = Duration::from_millis(50)).await;
    for begun in ["", "GET / HTTP/1.1\r\nhost: a\r\nx-slow: "] {
        let mut stream = TcpStream::connect(world.address()).await.unwrap();
        stream.write_all(begun.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut rest))
            .await
            .expect("it was not ended")
            .unwrap();
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
}
