//! The headers on every response, whatever it is.
//!
//! Source: docs/threat-model.md; the policy lets the page run its own script, Wasm and worker and talk to its own relay, nothing
//! else.

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CONTENT_SECURITY_POLICY, InvalidHeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
};

use crate::names::Names;

/// What is added to a response.
#[derive(Debug, Clone)]
pub struct Headers {
    policy: HeaderValue,
}

impl Headers {
    /// The headers of a relay with these names.
    ///
    /// # Errors
    /// If a name cannot stand in a header; checked origins always can.
    pub fn new(names: &Names) -> Result<Self, InvalidHeaderValue> {
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
             media-src 'self' blob:; connect-src 'self'{}; worker-src 'self'; manifest-src 'self'; \
             frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            names.socket_sources()
        );
        Ok(Self {
            policy: HeaderValue::try_from(policy)?,
        })
    }

    /// Adds them.
    pub fn add_to(&self, headers: &mut HeaderMap) {
        headers.insert(CONTENT_SECURITY_POLICY, self.policy.clone());
        for (name, value) in FIXED {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }

    /// The same as lines of an HTTP/1.1 response, for the answer that is given before there is a request.
    #[must_use]
    pub fn as_lines(&self) -> String {
        let mut headers = HeaderMap::new();
        self.add_to(&mut headers);
        let mut lines = String::new();
        for (name, value) in &headers {
            if let Ok(value) = value.to_str() {
                lines.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        lines
    }
}

const FIXED: [(HeaderName, &str); 4] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];
