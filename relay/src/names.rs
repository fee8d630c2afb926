//! The names of this relay: what phones sign, and which pages may open its WebSocket.
//!
//! A browser sends the origin of its page with every upgrade; a page of another site must not be able to use a relay that only
//! this machine or network can reach. A phone sends none.

use std::net::{IpAddr, SocketAddr};

use pillion_wire::origin::{Origin, OriginError};

/// The relay's own origins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    all: Vec<Origin>,
    /// The first one of the address that it listens on.
    local: Origin,
}

impl Names {
    /// The names of a relay that listens on `address` and is `public`ly known under others.
    ///
    /// # Errors
    /// [`OriginError`] for an address that has no origin: port 0.
    pub fn new(address: SocketAddr, public: &[Origin]) -> Result<Self, OriginError> {
        let local = Origin::parse(&match address.ip() {
            ip if ip.is_unspecified() || ip.is_loopback() => {
                format!("http://localhost:{}", address.port())
            }
            IpAddr::V4(ip) => format!("http://{ip}:{}", address.port()),
            IpAddr::V6(ip) => format!("http://[{ip}]:{}", address.port()),
        })?;
        let mut all = vec![local.clone()];
        all.extend(public.iter().filter(|origin| **origin != local).cloned());
        Ok(Self { all, local })
    }

    /// Where a browser on this machine finds the page.
    #[must_use]
    pub const fn local(&self) -> &Origin {
        &self.local
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Origin] {
        &self.all
    }

    /// Whether a page may open the WebSocket: `origin` is the upgrade's `Origin` header.
    #[must_use]
    pub fn admit(&self, origin: Option<&str>) -> bool {
        origin.is_none_or(|origin| Origin::parse(origin).is_ok_and(|origin| self.all.contains(&origin)))
    }

    /// The sources of the page's connections, for the content security policy: some browsers do not count a WebSocket as
    /// `'self'`, and none knows that two spellings of loopback are one. The policy's grammar has no IPv6 addresses; a page
    /// under one of them has `'self'` alone.
    #[must_use]
    pub fn socket_sources(&self) -> String {
        let mut sources = String::new();
        for origin in &self.all {
            let url = origin.socket_url();
            let source = url.strip_suffix("/ws").unwrap_or(&url);
            if source.contains('[') {
                continue;
            }
            sources.push(' ');
            sources.push_str(source);
            if let Some(port) = source.strip_prefix("ws://localhost") {
                sources.push_str(&format!(" ws://127.0.0.1{port}"));
            }
        }
        sources
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn names(address: &str, public: &[&str]) -> Names {
        let public: Vec<Origin> = public.iter().map(|o| Origin::parse(o).unwrap()).collect();
        Names::new(address.parse().unwrap(), &public).unwrap()
    }

    #[test]
    fn pages_of_this_relay_are_admitted_under_every_spelling() {
        let names = names("127.0.0.1:8080", &["https://chat.example.org"]);
        for origin in [
            "http://localhost:8080",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "https://chat.example.org",
        ] {
            assert!(names.admit(Some(origin)), "{origin}");
        }
        assert!(names.admit(None), "a phone has no origin");
    }

    #[test]
    fn pages_of_others_are_not() {
        let names = names("0.0.0.0:8080", &["https://chat.example.org"]);
        for origin in [
            "null",
            "",
            "http://localhost:8081",
            "http://localhost",
            "https://localhost:8080",
            "http://evil.example:8080",
            "https://chat.example.org.evil.example",
            "http://chat.example.org",
            "http://192.168.1.7:8080",
        ] {
            assert!(!names.admit(Some(origin)), "{origin}");
        }
    }

    #[test]
    fn a_relay_on_one_address_has_its_name() {
        assert_eq!(names("192.168.1.7:81", &[]).local().as_str(), "http://192.168.1.7:81");
        assert_eq!(names("[fe80::1]:81", &[]).local().as_str(), "http://[fe80::1]:81");
        assert_eq!(names("[::]:81", &[]).local().as_str(), "http://localhost:81");
    }

    #[test]
    fn the_policy_names_no_ipv6_address() {
        let names = names("[fe80::1]:81", &["https://chat.example.org"]);
        assert_eq!(names.socket_sources(), " wss://chat.example.org");
    }
}
