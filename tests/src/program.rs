//! A real process: its lines as they come, its end, and `kill -9`.

use std::{
    fmt::Write as _,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader},
    process::{Child, Command},
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::timeout,
};

use crate::wait::PATIENCE;

/// Where the programs of this build are: `PILLION_BIN_DIR`, else beside the running test.
///
/// # Panics
/// When the program is not there.
#[must_use]
pub fn binary(name: &str) -> PathBuf {
    let beside = || {
        let test = std::env::current_exe().expect("the path of this test");
        test.ancestors().nth(2).expect("target/debug/deps/TEST").to_path_buf()
    };
    let folder = std::env::var_os("PILLION_BIN_DIR").map_or_else(beside, PathBuf::from);
    let path = folder.join(name);
    assert!(
        path.exists(),
        "{} is missing: cargo build --workspace --bins",
        path.display()
    );
    path
}

/// A running process; killed when dropped.
#[derive(Debug)]
pub struct Program {
    name: String,
    child: Child,
    lines: UnboundedReceiver<String>,
    said: Arc<Mutex<String>>,
}

impl Program {
    /// Starts it. Both outputs are read from the first moment, so it never waits for us.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn start(name: &str, mut command: Command) -> Self {
        command.stdin(Stdio::null());
        Self::launch(name, command)
    }

    /// Starts it so that something can be typed into it.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn start_to_type(name: &str, mut command: Command) -> Self {
        command.stdin(Stdio::piped());
        Self::launch(name, command)
    }

    /// Types a line.
    ///
    /// # Panics
    /// When nobody reads.
    pub async fn type_line(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().expect("started to be typed into");
        stdin
            .write_all(format!("{line}\n").as_bytes())
            .await
            .expect("somebody reads");
    }

    fn launch(name: &str, mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command
            .spawn()
            .unwrap_or_else(|problem| panic!("{name} does not start: {problem}"));
        let (to_us, lines) = unbounded_channel();
        let said = Arc::new(Mutex::new(String::new()));
        let (out, errors) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
        listen(out, Arc::clone(&said), move |line| drop(to_us.send(line)));
        listen(errors, Arc::clone(&said), drop);
        Self {
            name: name.to_string(),
            child,
            lines,
            said,
        }
    }

    /// The next line on standard output for which `seen` finds something; lines before it are passed over.
    ///
    /// # Panics
    /// When no such line comes in time, or the process ends first.
    pub async fn line<T>(&mut self, what: &str, mut seen: impl FnMut(&str) -> Option<T>) -> T {
        let search = async {
            while let Some(line) = self.lines.recv().await {
                if let Some(found) = seen(&line) {
                    return Some(found);
                }
            }
            None
        };
        let found = timeout(PATIENCE, search).await;
        match found {
            Ok(Some(found)) => found,
            Ok(None) => panic!("{} ended before it said {what}:\n{}", self.name, self.said()),
            Err(_) => panic!("{} did not say {what}:\n{}", self.name, self.said()),
        }
    }

    /// Waits for a line on standard output that `is_it`; false if the process ends first.
    ///
    /// # Panics
    /// When neither happens in time.
    pub async fn ready(&mut self, is_it: impl Fn(&str) -> bool) -> bool {
        let search = async {
            while let Some(line) = self.lines.recv().await {
                if is_it(&line) {
                    return true;
                }
            }
            false
        };
        match timeout(PATIENCE, search).await {
            Ok(found) => found,
            Err(_) => panic!("{} is not ready:\n{}", self.name, self.said()),
        }
    }

    /// All lines on standard output that came since the last one read, without waiting.
    pub fn lines_so_far(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.lines.try_recv().ok()).collect()
    }

    /// Everything it has said on both outputs.
    #[must_use]
    pub fn said(&self) -> String {
        self.said.lock().expect("no reader has panicked").clone()
    }

    /// Its number in the system.
    ///
    /// # Panics
    /// When it has ended.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child
            .id()
            .unwrap_or_else(|| panic!("{} has ended:\n{}", self.name, self.said()))
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// `kill -9`, and its end.
    pub async fn kill(mut self) {
        // It may have ended by itself a moment ago.
        let _ = self.child.kill().await;
    }

    /// Asks it to end, as Ctrl-C does, and waits for it.
    pub async fn interrupt(mut self) -> ExitStatus {
        let pid = self.pid().to_string();
        let sent = Command::new("kill").args(["-INT", &pid]).status().await;
        assert!(sent.is_ok_and(|status| status.success()), "kill -INT {pid}");
        self.end().await
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// When it goes on.
    pub async fn end(&mut self) -> ExitStatus {
        match timeout(PATIENCE, self.child.wait()).await {
            Ok(status) => status.expect("the state of a child"),
            Err(_) => panic!("{} does not end:\n{}", self.name, self.said()),
        }
    }
}

/// `kill -9` by number, for a process that somebody else holds and speaks to.
///
/// # Panics
/// When the signal cannot be sent.
pub async fn shoot(pid: u32) {
    let sent = Command::new("kill").args(["-KILL", &pid.to_string()]).status().await;
    assert!(sent.is_ok_and(|status| status.success()), "kill -KILL {pid}");
}

/// What came of a process that was run to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// The exit status; `None` if a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// What it printed; the test fails if it did not exit with 0.
    ///
    /// # Panics
    /// When it was refused.
    #[must_use]
    pub fn done(self, what: &str) -> String {
        assert_eq!(self.status, Some(0), "{what}: {}{}", self.out, self.err);
        self.out
    }

    /// The sentence on standard error; the test fails if it was not refused with 1.
    ///
    /// # Panics
    /// When it was done, or did not end by itself.
    #[must_use]
    pub fn refused(self, what: &str) -> String {
        assert_eq!(self.status, Some(1), "{what}: {}{}", self.out, self.err);
        assert!(!self.err.contains("panicked"), "{what}: {}", self.err);
        self.err
    }
}

/// Runs a process to its end.
///
/// # Panics
/// When it does not start or does not end.
pub async fn run(name: &str, mut command: Command) -> Ran {
    command.stdin(Stdio::null()).kill_on_drop(true);
    let Ok(output) = timeout(PATIENCE, command.output()).await else {
        panic!("{name} does not end: {command:?}")
    };
    let output = output.unwrap_or_else(|problem| panic!("{name} does not start: {problem}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran {
        status: output.status.code(),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

fn listen(
    pipe: impl AsyncRead + Unpin + Send + 'static,
    said: Arc<Mutex<String>>,
    mut hear: impl FnMut(String) + Send + 'static,
) {
    tokio::spawn(async move {
        let mut lines = BufReader::new(pipe).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if let Ok(mut said) = said.lock() {
                let _ = writeln!(said, "{line}");
            }
            hear(line);
        }
    });
}
