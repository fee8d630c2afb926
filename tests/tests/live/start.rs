//! How the relay starts, or says why it does not.

use std::fs;

use pillion_tests::live::world::World;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[tokio::test]
async fn port_in_use_is_one_clear_sentence() {
    let world = World::new().await;
    let sentence = world
        .relay
        .second_on_its_port(&world.place("second"))
        .await
        .refused("a second relay");
    assert!(sentence.contains("port") && sentence.contains("use"), "{sentence}");
    assert_eq!(sentence.trim().lines().count(), 1, "{sentence}");
}

#[tokio::test]
async fn two_relays_on_one_folder_is_one_clear_sentence() {
    let world = World::new().await;
    let sentence = world.relay.second_on_its_data().await.refused("a second relay");
    assert!(sentence.contains("relay"), "{sentence}");
    assert_eq!(sentence.trim().lines().count(), 1, "{sentence}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_one_is_named() {
    let world = World::new().await;
    let file = world.place("a file");
    fs::write(&file, "x").unwrap();
    let sentence = world.relay.second_on_port_0(&file).await.refused("a file for a folder");
    assert!(sentence.contains("a file"), "{sentence}");
}

#[tokio::test]
async fn every_response_carries_the_security_headers() {
    let world = World::new().await;
    for path in ["/", "/health", "/nothing-here"] {
        let head = get(&world.relay.origin(), path).await;
        for header in [
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(header), "{path}: {header} in {head}");
        }
        assert!(!head.contains("set-cookie"), "{path}: {head}");
    }
    assert!(get(&world.relay.origin(), "/health").await.starts_with("http/1.1 200"));
    assert!(
        get(&world.relay.origin(), "/../relay.redb")
            .await
            .starts_with("http/1.1 4")
    );
}

/// The head of a response, in small letters.
async fn get(origin: &str, path: &str) -> String {
    let host = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1"))
        .await
        .unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).to_lowercase();
    answer.split("\r\n\r\n").next().unwrap_or_default().to_string()
}
