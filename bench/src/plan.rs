//! How much is measured: enough for a p99 that means something, in less than five minutes.

use clap::Args;

/// How often each thing is done. Flags, or variables of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
pub struct Plan {
    /// Messages that are sent.
    #[arg(long, env = "PILLION_BENCH_MESSAGES", value_name = "N", default_value_t = 200,
        value_parser = clap::value_parser!(u32).range(1..=2_000))]
    pub messages: u32,
    /// Times that the page is loaded, each with an empty and with a filled cache.
    #[arg(long, env = "PILLION_BENCH_LOADS", value_name = "N", default_value_t = 20,
        value_parser = clap::value_parser!(u32).range(1..=200))]
    pub loads: u32,
    /// Times that a browser is linked. The relay lets one phone scan 16 codes at once, then one in three seconds.
    #[arg(long, env = "PILLION_BENCH_LINKS", value_name = "N", default_value_t = 14,
        value_parser = clap::value_parser!(u32).range(1..=40))]
    pub links: u32,
    /// Times that what this machine can do alone is measured: sealing, one fsync, bare round trips.
    #[arg(long, env = "PILLION_BENCH_PIECES", value_name = "N", default_value_t = 300,
        value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub pieces: u32,
    /// Members of the largest group.
    #[arg(long, env = "PILLION_BENCH_TOWN", value_name = "N", default_value_t = 1_024,
        value_parser = clap::value_parser!(u32).range(3..=1_024))]
    pub town: u32,
    /// Messages of the phone in which is searched.
    #[arg(long, env = "PILLION_BENCH_LIBRARY", value_name = "N", default_value_t = 1_000_000,
        value_parser = clap::value_parser!(u64).range(1_000..=5_000_000))]
    pub library: u64,
    /// Mebibytes of the large file.
    #[arg(long, env = "PILLION_BENCH_FILE", value_name = "MIB", default_value_t = 256,
        value_parser = clap::value_parser!(u32).range(1..=2_000))]
    pub file: u32,
    /// Mebibytes of the file that a tab saves and sends.
    #[arg(long, env = "PILLION_BENCH_TAB", value_name = "MIB", default_value_t = 1_024,
        value_parser = clap::value_parser!(u32).range(1..=2_000))]
    pub tab: u32,
}

impl Plan {
    /// Each thing a few times: to see whether it works at all.
    #[must_use]
    pub const fn smoke() -> Self {
        Self {
            messages: 5,
            loads: 2,
            links: 2,
            pieces: 10,
            town: 8,
            library: 2_000,
            file: 2,
            tab: 4,
        }
    }
}
