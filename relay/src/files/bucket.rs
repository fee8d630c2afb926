//! A store of objects that speaks S3, as the operator names it.
//!
//! Parts lie there as in the folder: one object for each, `PREFIX/ID/NUMBER`. They are sealed; the store sees what the relay sees, ids and
//! sizes. Whoever has the keys of the bucket can remove them, and no more.
//!
//! The keys come from the environment, never from the command line, where every user of the machine reads them.

use core::fmt;
use std::time::Duration;

use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, path::Path as Name,
    prefix::PrefixStore,
};

/// How long connecting to the store may take.
const CONNECT: Duration = Duration::from_secs(5);

/// How long the store may take for one request: a part has half a megabyte.
const ANSWER: Duration = Duration::from_secs(20);

/// How long what fails is tried again before whoever asked is told to: shorter than phones and pages wait for an answer.
const RETRY: Duration = Duration::from_secs(8);

/// A bucket, and what lets it be used.
#[derive(Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// What stands before the names of all objects; may be empty.
    pub prefix: String,
    /// Where the store is, `https://s3.example.org`; `None`: Amazon's.
    pub endpoint: Option<String>,
    /// Its region; stores that have none take any.
    pub region: String,
    /// Names the key.
    pub key_id: String,
    /// The key. Secret.
    pub key: String,
}

/// What an operator wrote that names no bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BucketError {
    /// The address.
    #[error("What --files-in names is no bucket. Write s3://BUCKET or s3://BUCKET/PREFIX.")]
    Address,
    /// The address of the store.
    #[error(
        "What --s3-endpoint or AWS_ENDPOINT_URL names is no address of a store. Write one like https://s3.example.org."
    )]
    Endpoint,
    /// A variable of the environment is missing.
    #[error(
        "The relay needs the keys of the bucket that --files-in names. Put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
    )]
    Keys,
}

impl Bucket {
    /// The bucket of an address, with what `variable` tells of the environment.
    ///
    /// # Errors
    /// [`BucketError`].
    pub fn new(
        address: &str,
        endpoint: Option<String>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, BucketError> {
        let (name, prefix) = read(address).ok_or(BucketError::Address)?;
        let variable = |name| variable(name).filter(|value| !value.is_empty());
        let endpoint = endpoint.or_else(|| variable("AWS_ENDPOINT_URL"));
        if !endpoint.as_deref().is_none_or(is_address) {
            return Err(BucketError::Endpoint);
        }
        Ok(Self {
            name,
            prefix,
            endpoint,
            region: variable("AWS_REGION").unwrap_or_else(|| "us-east-1".to_owned()),
            key_id: variable("AWS_ACCESS_KEY_ID").ok_or(BucketError::Keys)?,
            key: variable("AWS_SECRET_ACCESS_KEY").ok_or(BucketError::Keys)?,
        })
    }

    /// The store. Nothing is asked of it yet.
    ///
    /// # Errors
    /// The library's, for an endpoint that is no address.
    pub fn open(&self) -> Result<impl ObjectStore, object_store::Error> {
        // Another part of this program may have chosen the same one before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let endpoint = self.endpoint.as_deref();
        let options = ClientOptions::new()
            .with_connect_timeout(CONNECT)
            .with_timeout(ANSWER)
            .with_allow_http(endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")));
        let mut builder = AmazonS3Builder::new()
            .with_client_options(options)
            .with_retry(RetryConfig {
                backoff: BackoffConfig::default(),
                max_retries: 3,
                retry_timeout: RETRY,
            })
            .with_bucket_name(&self.name)
            .with_region(&self.region)
            .with_access_key_id(&self.key_id)
            .with_secret_access_key(&self.key);
        if let Some(endpoint) = endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        Ok(PrefixStore::new(builder.build()?, Name::from(self.prefix.as_str())))
    }
}

/// Bucket and prefix of `s3://BUCKET/PREFIX`.
fn read(address: &str) -> Option<(String, String)> {
    let rest = address.strip_prefix("s3://")?;
    let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let is_good = (3..=63).contains(&name.len()) && name.chars().all(is_name);
    is_good.then(|| (name.to_owned(), prefix.trim_matches('/').to_owned()))
}

/// Whether a store can be asked there.
fn is_address(text: &str) -> bool {
    text.parse::<http::Uri>().is_ok_and(|address| {
        matches!(address.scheme_str(), Some("http" | "https"))
            && address.host().is_some_and(|host| !host.is_empty())
            && address.query().is_none()
    })
}

/// The key is secret.
impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.name, self.prefix)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn environment(name: &str) -> Option<String> {
        let value = match name {
            "AWS_ACCESS_KEY_ID" => "who",
            "AWS_SECRET_ACCESS_KEY" => "very secret",
            _ => return None,
        };
        Some(value.to_owned())
    }

    #[test]
    fn an_address_names_bucket_and_prefix_and_the_key_shows_nowhere() {
        let bucket = Bucket::new("s3://our-files/pillion/", None, environment).unwrap();
        assert_eq!((bucket.name.as_str(), bucket.prefix.as_str()), ("our-files", "pillion"));
        assert_eq!(format!("{bucket:?}"), "s3://our-files/pillion");
        assert!(!format!("{:?}", bucket.open().unwrap()).contains("very secret"));
        for address in ["", "our-files", "s3://", "s3://A_B", "s3://x", "https://our-files"] {
            assert_eq!(
                Bucket::new(address, None, environment).unwrap_err(),
                BucketError::Address,
                "{address}"
            );
        }
    }

    #[test]
    fn a_store_has_an_address() {
        let endpoint = |text: &str| Bucket::new("s3://our-files", Some(text.to_owned()), environment);
        for good in [
            "http://127.0.0.1:9000",
            "https://s3.example.org",
            "https://example.org/s3/",
        ] {
            assert_eq!(endpoint(good).unwrap().endpoint.as_deref(), Some(good));
        }
        for bad in [
            "",
            "s3.example.org",
            "ftp://s3.example.org",
            "https://",
            "https://a b",
            "https://a?b",
        ] {
            assert_eq!(endpoint(bad).unwrap_err(), BucketError::Endpoint, "{bad}");
        }
        let variable = |name: &str| match name {
            "AWS_ENDPOINT_URL" => Some("nowhere".to_owned()),
            _ => environment(name),
        };
        assert_eq!(
            Bucket::new("s3://our-files", None, variable),
            Err(BucketError::Endpoint)
        );
    }

    #[test]
    fn without_keys_it_says_what_is_missing() {
        for missing in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            let without = |name: &str| environment(name).filter(|_| name != missing);
            let empty = |name: &str| match name == missing {
                true => Some(String::new()),
                false => environment(name),
            };
            assert_eq!(Bucket::new("s3://our-files", None, without), Err(BucketError::Keys));
            assert_eq!(Bucket::new("s3://our-files", None, empty), Err(BucketError::Keys));
        }
    }
}
