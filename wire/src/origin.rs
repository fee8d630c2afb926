//! The address of a relay, in the one spelling that both ends sign and bind.
//!
//! Source: docs/protocol.md, rule `R-WIRE-4`.

use alloc::{format, string::String};
use core::fmt;

/// A relay's origin: `http` or `https`, host, and the port where it is not the scheme's own.
///
/// Names of the loopback host (`127.0.0.1`, `[::1]`) are written `localhost`: a page opened under one of them and a
/// phone told another one mean the same relay.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(String);

/// Why a text is not a relay's address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Neither `http://` nor `https://`.
    #[error(
        "A relay's address starts with https:// (or http:// on your own machine). Write it like https://chat.example.org."
    )]
    Scheme,
    /// No host, or one with characters that a host cannot have.
    #[error("The address of the relay has no usable host name. Write it like https://chat.example.org.")]
    Host,
    /// A port that is no number from 1 to 65535.
    #[error("The port in the relay's address is not a number from 1 to 65535.")]
    Port,
    /// Something after host and port.
    #[error("The relay's address must end after host and port; leave out the path.")]
    Path,
}

impl Origin {
    /// Reads an address; one trailing slash is dropped.
    ///
    /// # Errors
    /// [`OriginError`], a sentence for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let text = text.trim().to_ascii_lowercase();
        let (scheme, rest) = text.split_once("://").ok_or(OriginError::Scheme)?;
        let own_port = match scheme {
            "http" => 80,
            "https" => 443,
            _ => return Err(OriginError::Scheme),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(['/', '?', '#', '@']) {
            return Err(OriginError::Path);
        }
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, parse_port(port)?),
            _ => (rest, own_port),
        };
        let host = match host {
            "127.0.0.1" | "[::1]" => "localhost",
            other => other,
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let bracketed = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        let well_formed = match bracketed {
            Some(v6) => v6.parse::<core::net::Ipv6Addr>().is_ok(),
            None => host.chars().all(plain),
        };
        if host.is_empty() || !well_formed {
            return Err(OriginError::Host);
        }
        Ok(Self(if port == own_port {
            format!("{scheme}://{host}")
        } else {
            format!("{scheme}://{host}:{port}")
        }))
    }

    /// The origin as text, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of the relay's WebSocket.
    #[must_use]
    pub fn socket_url(&self) -> String {
        // `http` becomes `ws`, `https` becomes `wss`.
        format!("ws{}/ws", self.0.strip_prefix("http").unwrap_or(&self.0))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Origin({})", self.0)
    }
}

fn parse_port(text: &str) -> Result<u16, OriginError> {
    match text.parse() {
        Ok(0) | Err(_) => Err(OriginError::Port),
        Ok(port) => Ok(port),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn one_relay_has_one_spelling() {
        for text in ["http://localhost:8080", "HTTP://127.0.0.1:8080/", " http://[::1]:8080"] {
            assert_eq!(Origin::parse(text).unwrap().as_str(), "http://localhost:8080");
        }
        assert_eq!(
            Origin::parse("https://Chat.Example.org:443/").unwrap().as_str(),
            "https://chat.example.org"
        );
    }

    #[test]
    fn the_socket_has_the_matching_scheme() {
        assert_eq!(
            Origin::parse("https://a.example").unwrap().socket_url(),
            "wss://a.example/ws"
        );
        assert_eq!(
            Origin::parse("http://[fe80::1]:81").unwrap().socket_url(),
            "ws://[fe80::1]:81/ws"
        );
    }

    #[test]
    fn what_is_no_origin_is_refused_by_name() {
        assert_eq!(Origin::parse("chat.example.org"), Err(OriginError::Scheme));
        assert_eq!(Origin::parse("ftp://a"), Err(OriginError::Scheme));
        assert_eq!(Origin::parse("https://"), Err(OriginError::Host));
        assert_eq!(Origin::parse("https://a b"), Err(OriginError::Host));
        assert_eq!(Origin::parse("https://[::x]"), Err(OriginError::Host));
        assert_eq!(Origin::parse("https://a:99999"), Err(OriginError::Port));
        assert_eq!(Origin::parse("https://a:0"), Err(OriginError::Port));
        assert_eq!(Origin::parse("https://a/b"), Err(OriginError::Path));
        assert_eq!(Origin::parse("https://user@a"), Err(OriginError::Path));
    }
}
