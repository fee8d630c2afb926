//! A disk that gets full: a process whose files may not grow beyond a size.
//!
//! No mount and no special rights are needed: the limit is the process's own (`RLIMIT_FSIZE`). A write beyond it fails like one on a
//! full disk; the signal that would come with it is switched off.

use tokio::process::Command;

/// The same command, whose files cannot grow beyond `kib` KiB until [`free`] is called.
#[must_use]
pub fn limited(command: Command, kib: u64) -> Command {
    let command = command.into_std();
    let mut limited = Command::new("bash");
    // Bash counts in KiB; only the soft limit is set, so that it can be lifted.
    limited
        .arg("-c")
        .arg(format!(r#"trap '' XFSZ; ulimit -S -f {kib}; exec "$@""#))
        .arg("bash");
    limited.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
}

/// Gives the process room again.
///
/// # Panics
/// When the limit cannot be lifted.
pub async fn free(pid: u32) {
    let status = Command::new("prlimit")
        .args(["--pid", &pid.to_string(), "--fsize=unlimited:"])
        .status()
        .await;
    assert!(
        status.is_ok_and(|status| status.success()),
        "prlimit lifts the limit of {pid}"
    );
}
