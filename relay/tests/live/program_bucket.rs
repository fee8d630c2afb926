//! What the program says of the options for a bucket.

use std::{path::Path, process::Command};

use crate::program::{command, fails};

/// A relay with these options, and nothing of a bucket in its environment.
fn relay(data: &Path, arguments: &[&str]) -> Command {
    let mut command = command(data, arguments);
    for name in [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_ENDPOINT_URL",
        "AWS_REGION",
    ] {
        command.env_remove(name);
    }
    command
}

#[test]
fn an_address_of_a_store_without_a_bucket_is_wrong_usage() {
    let folder = tempfile::TempDir::new().unwrap();
    let output = relay(folder.path(), &["--s3-endpoint", "https://s3.example.org"]).output();
    assert_eq!(output.unwrap().status.code(), Some(2));
}

#[cfg(not(feature = "s3"))]
#[test]
fn a_relay_that_is_built_without_s3_says_so() {
    let folder = tempfile::TempDir::new().unwrap();
    let text = fails(
        &relay(folder.path(), &["--files-in", "s3://our-files"])
            .output()
            .unwrap(),
    );
    assert!(
        text.contains("built without S3") && text.contains("--features s3"),
        "{text}"
    );
}

#[cfg(feature = "s3")]
mod with_s3 {
    use std::io::{BufRead as _, BufReader};

    use super::*;
    use crate::{
        files_in_bucket::{BUCKET, Store},
        program::Program,
        stage::Person,
    };

    fn with_keys(data: &Path, arguments: &[&str]) -> Command {
        let mut command = relay(data, arguments);
        command
            .env("AWS_ACCESS_KEY_ID", "relay")
            .env("AWS_SECRET_ACCESS_KEY", "a secret key");
        command
    }

    #[test]
    fn what_names_no_bucket_no_key_or_no_store_is_said() {
        let folder = tempfile::TempDir::new().unwrap();
        let data = folder.path();
        for (mut command, words) in [
            (with_keys(data, &["--files-in", "our-files"]), "s3://BUCKET"),
            (relay(data, &["--files-in", "s3://our-files"]), "AWS_ACCESS_KEY_ID"),
            (
                with_keys(
                    data,
                    &["--files-in", "s3://our-files", "--s3-endpoint", "s3.example.org"],
                ),
                "--s3-endpoint",
            ),
        ] {
            let text = fails(&command.output().unwrap());
            assert!(text.contains(words) && !text.contains("a secret key"), "{text}");
        }
    }

    #[tokio::test]
    async fn a_bucket_that_is_not_there_is_said_at_once_and_messages_go_all_the_same() {
        let store = Store::start().await;
        let folder = tempfile::TempDir::new().unwrap();
        let data = folder.path();
        let good = format!("s3://{BUCKET}/pillion");
        for (bucket, is_there) in [("s3://not-there", false), (&good, true)] {
            let mut command = with_keys(data, &["--files-in", bucket, "--s3-endpoint", &store.endpoint]);
            let mut program = Program::spawn(&mut command);
            let (alice, bob) = (Person::new(1), Person::new(2));
            drop(program.phone(&bob).await);
            let mut phone = program.phone(&alice).await;
            phone.put(1, &[&bob], &[1]).await;
            phone.expect_stored(1).await;
            let stderr = BufReader::new(program.child.stderr.take().unwrap());
            let said = tokio::task::spawn_blocking(move || {
                let mut lines = stderr.lines().map_while(Result::ok);
                lines.find(|line| line.contains("cannot be used"))
            });
            if is_there {
                program.child.kill().unwrap();
                assert_eq!(said.await.unwrap(), None);
            } else {
                let said = said.await.unwrap().expect("it is said");
                assert!(
                    said.contains("s3://not-there") && !said.contains("a secret key"),
                    "{said}"
                );
            }
        }
    }
}
