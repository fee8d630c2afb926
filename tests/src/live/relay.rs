//! The relay as a process.

use std::{ffi::OsString, path::Path, path::PathBuf};

use pillion_relay::store::{
    disk::Disk,
    op::{Job, Op, Store as _},
    quotas::Quotas,
};
use pillion_wire::{
    id::{AccountId, FileId},
    time::Timestamp,
};
use tokio::process::Command;

use crate::{
    chance::Chance,
    live::disk,
    program::{Program, Ran, binary, run},
};

/// A relay: its data, its port, and its process while it runs.
#[derive(Debug)]
pub struct Relay {
    data: PathBuf,
    port: u16,
    arguments: Vec<OsString>,
    process: Option<Program>,
}

impl Relay {
    /// Starts a relay over the folder `data`, on a port that stays its own when it is started again.
    ///
    /// Not on port 0: the system would give out a port that, while the relay is down, any client on this machine may get
    /// as its own end of a connection. Ports below 32768 are not given out like that, and a taken one is no harm.
    pub async fn start(data: &Path) -> Self {
        Self::start_with(data, &[]).await
    }

    /// The same, with more arguments.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with(data: &Path, arguments: &[OsString]) -> Self {
        let mut chance = Chance::new(u64::from(std::process::id()) ^ u64::from(fingerprint(data)));
        for _ in 0..50 {
            let port = u16::try_from(10_000 + chance.below(20_000)).expect("below 32768");
            let mut relay = Self {
                data: data.to_path_buf(),
                port,
                arguments: arguments.to_vec(),
                process: None,
            };
            if relay.try_start(relay.command()).await {
                return relay;
            }
        }
        panic!("fifty ports of this machine are taken")
    }

    /// Starts it again on its port and its data.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn again(&mut self) {
        assert!(
            self.try_start(self.command()).await,
            "port {} was taken meanwhile",
            self.port
        );
    }

    /// Starts it again so that its files cannot grow beyond `kib` KiB.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn again_on_a_disk_of(&mut self, kib: u64) {
        assert!(
            self.try_start(disk::limited(self.command(), kib)).await,
            "port {} was taken meanwhile",
            self.port
        );
    }

    async fn try_start(&mut self, command: Command) -> bool {
        let mut process = Program::start("the relay", command);
        let url = self.origin();
        let here = process.ready(|line| line.contains(&url)).await;
        if !here {
            let said = process.said();
            assert!(
                said.contains("port") || said.contains("in use"),
                "the relay does not start: {said}"
            );
        }
        self.process = here.then_some(process);
        here
    }

    /// `kill -9`.
    pub async fn kill(&mut self) {
        if let Some(process) = self.process.take() {
            process.kill().await;
        }
    }

    /// Ends it as Ctrl-C does.
    ///
    /// # Panics
    /// When it does not end well.
    pub async fn stop(&mut self) {
        if let Some(process) = self.process.take() {
            let status = process.interrupt().await;
            assert!(status.success(), "the relay ends with {status}");
        }
    }

    /// Stops it, ends the time of all files of an account, and starts it again.
    ///
    /// # Panics
    /// When that cannot be done.
    pub async fn forgets_files_of(&mut self, account: AccountId) {
        self.stop().await;
        let files = self.data.join("files");
        let mut disk = Disk::open(&self.data.join("relay.redb"), Quotas::default()).expect("its database");
        let now = Timestamp(0);
        for entry in std::fs::read_dir(&files).expect("its files").flatten() {
            let Some(file) = entry.file_name().to_str().and_then(FileId::from_hex) else {
                continue;
            };
            let job = |op| Job { now, op };
            let jobs = [Op::DropFile { account, file }, Op::FreeFile { file }].map(job);
            assert!(disk.commit(&jobs).iter().all(Result::is_ok), "it lets {file} go");
            if disk.commit(&[job(Op::FindFile { file })]).iter().all(Result::is_err) {
                std::fs::remove_dir_all(entry.path()).expect("its parts");
            }
        }
        drop(disk);
        self.again().await;
    }

    /// Stops it, looks whether it has room for a file, and starts it again.
    ///
    /// # Panics
    /// When that cannot be done.
    pub async fn has_room(&mut self, file: FileId) -> bool {
        self.stop().await;
        let mut disk = Disk::open(&self.data.join("relay.redb"), Quotas::default()).expect("its database");
        let (now, op) = (Timestamp(0), Op::FindFile { file });
        let found = disk.commit(&[Job { now, op }]).iter().all(Result::is_ok);
        drop(disk);
        self.again().await;
        found
    }

    /// The address of the page and of the relay itself, `http://localhost:PORT`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The folder that it keeps its data in.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The process.
    ///
    /// # Panics
    /// When it was killed.
    #[must_use]
    pub fn process(&self) -> &Program {
        self.process.as_ref().expect("the relay runs")
    }

    /// Runs a second relay on the same port, to its end.
    pub async fn second_on_its_port(&self, data: &Path) -> Ran {
        self.other(data, self.port).await
    }

    /// Runs a second relay on the same data, to its end.
    pub async fn second_on_its_data(&self) -> Ran {
        self.other(&self.data, 0).await
    }

    /// Runs another relay on any port, to its end.
    pub async fn second_on_port_0(&self, data: &Path) -> Ran {
        self.other(data, 0).await
    }

    /// Starts it again and waits for its end, for a relay that cannot run.
    pub async fn to_its_end(&self) -> Ran {
        self.other(&self.data, self.port).await
    }

    async fn other(&self, data: &Path, port: u16) -> Ran {
        let other = Self {
            data: data.to_path_buf(),
            port,
            arguments: Vec::new(),
            process: None,
        };
        run("a relay", other.command()).await
    }

    fn command(&self) -> Command {
        let mut command = Command::new(binary("pillion-relay"));
        command.arg("--listen").arg(format!("127.0.0.1:{}", self.port));
        command.arg("--data").arg(&self.data).args(&self.arguments);
        command
    }
}

fn fingerprint(path: &Path) -> u32 {
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(7, |sum: u32, byte| sum.wrapping_mul(31) ^ u32::from(*byte))
}
