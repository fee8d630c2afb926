//! The program itself: its first line, its end, and its sentences when it cannot start.

use std::{
    fs,
    io::{BufRead, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use pillion_wire::{
    client_frame::ClientFrame,
    id::{FileId, TokenHash},
    origin::Origin,
    refusal::Code,
};

use crate::stage::{Client, Link, Person};

pub(crate) fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pillion-relay"));
    command
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A relay in a process of its own; killed when it is dropped.
pub(crate) struct Program {
    pub(crate) child: Child,
    origin: Origin,
}

impl Program {
    fn start(data: &Path) -> Self {
        Self::spawn(&mut command(data, &[]))
    }

    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let out = child.stdout.as_mut().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let url = line
            .trim_end()
            .strip_prefix("pillion-relay listening on ")
            .expect(&line);
        let origin = Origin::parse(url).unwrap();
        Self { child, origin }
    }

    pub(crate) async fn phone(&self, who: &Person) -> Client {
        let mut client = Client::connect(&self.origin, None).await.unwrap();
        client.hello_phone(who, &self.origin).await;
        client.expect_ready().await;
        client
    }

    fn terminate(&mut self) {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(kill.success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn fails(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(text.lines().count(), 1, "one sentence: {text}");
    text
}

#[tokio::test]
async fn a_killed_relay_has_kept_all_that_it_answered() {
    let folder = tempfile::TempDir::new().unwrap();
    let (alice, bob) = (Person::new(1), Person::new(2));
    let mut program = Program::start(folder.path());
    drop(program.phone(&bob).await);
    let mut from = program.phone(&alice).await;
    let mut number = 0;
    for round in 1..=3_u8 {
        from.put(round, &[&bob], &[round]).await;
        from.expect_stored(round).await;
        number += 1;
        program.child.kill().unwrap();
        program.child.wait().unwrap();
        program = Program::start(folder.path());
        let mut to = program.phone(&bob).await;
        for seq in 1..=number {
            to.expect_delivery(seq, &[u8::try_from(seq).unwrap()]).await;
        }
        to.expect_nothing().await;
        from = program.phone(&alice).await;
    }
}

#[tokio::test]
async fn a_terminated_relay_says_goodbye_and_ends_well() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut program = Program::start(folder.path());
    let mut phone = program.phone(&Person::new(1)).await;
    program.terminate();
    phone.expect_end(Code::Closing).await;
    drop(phone);
    assert!(program.child.wait().unwrap().success());
}

#[tokio::test]
async fn the_fullest_log_holds_no_token_no_payload_and_no_id_in_full() {
    let folder = tempfile::TempDir::new().unwrap();
    let log = folder.path().join("log");
    let data = folder.path().join("data");
    let mut command = command(&data, &[]);
    command.env("RUST_LOG", "trace").stderr(fs::File::create(&log).unwrap());
    let mut program = Program::spawn(&mut command);
    let (alice, link) = (Person::new(1), Link::new(b'T'));
    let mut phone = program.phone(&alice).await;
    phone.allow(&link).await;
    let mut browser = Client::connect(&program.origin, None).await.unwrap();
    browser.hello(link.role()).await;
    browser.expect_ready().await;
    browser.next().await;
    phone.next().await;
    browser
        .send(&ClientFrame::Forward {
            link: link.id,
            payload: vec![b'P'; 64],
        })
        .await;
    phone.next().await;
    phone.put(1, &[&alice], &[b'P'; 64]).await;
    phone.expect_stored(1).await;
    let mut guesser = Client::connect(&program.origin, None).await.unwrap();
    guesser.hello(Link::new(b'U').role()).await;
    guesser.expect_end(Code::UnknownLink).await;
    program.terminate();
    phone.expect_delivery(1, &[b'P'; 64]).await;
    phone.expect_end(Code::Closing).await;
    drop((phone, browser));
    assert!(program.child.wait().unwrap().success());
    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("UnknownLink"), "it is a full log: {log}");
    for secret in [
        "TTTTTTTT".to_owned(),
        "UUUUUUUU".to_owned(),
        "PPPPPPPP".to_owned(),
        "84, 84, 84".to_owned(),
        "80, 80, 80".to_owned(),
        link.id.to_hex(),
        alice.account().to_hex(),
    ] {
        assert!(!log.contains(&secret), "{secret} in {log}");
    }
}

#[test]
fn the_data_folder_is_made_and_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("a/b");
    let _program = Program::start(&data);
    for (path, expected) in [(data.clone(), 0o700), (data.join("relay.redb"), 0o600)] {
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, expected);
    }
}

#[test]
fn a_port_in_use_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_pillion-relay"))
        .args(["--listen", &address, "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    let text = fails(&output);
    assert!(text.contains(&format!("{address} is already in use")), "{text}");
}

#[test]
fn a_data_folder_that_cannot_be_used_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let text = fails(&command(&file.join("data"), &[]).output().unwrap());
    assert!(text.contains("cannot be used"), "{text}");
}

#[test]
fn a_data_folder_of_another_relay_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let _program = Program::start(folder.path());
    let text = fails(&command(folder.path(), &[]).output().unwrap());
    assert!(text.contains("Another relay is using"), "{text}");
}

#[test]
fn a_damaged_database_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("relay.redb"), "not a database").unwrap();
    let text = fails(&command(folder.path(), &[]).output().unwrap());
    assert!(text.contains("is damaged"), "{text}");
}

#[test]
fn a_page_folder_that_is_absent_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let output = command(folder.path(), &["--www", "/nowhere/at/all"]).output();
    let text = fails(&output.unwrap());
    assert!(text.contains("--www"), "{text}");
}

#[tokio::test]
async fn the_operator_says_how_much_room_files_have() {
    let folder = tempfile::TempDir::new().unwrap();
    let gib = 1024 * 1024 * 1024;
    for (name, room, bytes, is_taken) in [
        ("none", "0", 16, false),
        ("full", "1", gib, true),
        ("over", "1", gib + 1, false),
    ] {
        let relay = Program::spawn(&mut command(&folder.path().join(name), &["--files", room]));
        let mut phone = relay.phone(&Person::new(1)).await;
        phone
            .send(&ClientFrame::AllowFile {
                request: 9,
                file: FileId([1; 16]),
                bytes,
                write: TokenHash([2; 32]),
                read: TokenHash([3; 32]),
            })
            .await;
        match is_taken {
            true => phone.expect_done(9).await,
            false => phone.expect_refused(9, Code::FileTooLarge).await,
        }
    }
}

#[test]
fn wrong_usage_is_said_and_ends_with_2() {
    let folder = tempfile::TempDir::new().unwrap();
    for arguments in [
        ["--origin", "chat.example.org"],
        ["--listen", "here"],
        ["--colour", "blue"],
        ["--files", "some"],
    ] {
        let output = command(folder.path(), &arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_relay_for_all_without_a_name_says_what_is_missing() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_pillion-relay"))
        .args(["--listen", "0.0.0.0:0", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let mut first = String::new();
    let mut out = child.stdout.take().unwrap();
    out.read_to_string(&mut first).unwrap();
    assert!(
        first.starts_with("pillion-relay listening on http://localhost:"),
        "{first}"
    );
    assert!(line.contains("--origin"), "{line}");
}
