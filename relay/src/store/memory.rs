//! A store without a disk: the same ops over tables in memory, for tests on virtual time.
//!
//! What it holds outlives a hub, so a test restarts a relay by giving the same `Memory` to a new hub.

use std::{collections::BTreeMap, ops::RangeInclusive};

use pillion_wire::refusal::Code;

use super::{
    carry_out::carry_out,
    failure::Failure,
    op::{Job, Outcome, Store},
    quotas::Quotas,
    tables::{Entry, Table, Tables},
};

/// Tables in memory.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    quotas: Quotas,
    rows: BTreeMap<(Table, Vec<u8>), Vec<u8>>,
    is_full: bool,
}

impl Memory {
    /// An empty store with these bounds.
    #[must_use]
    pub fn new(quotas: Quotas) -> Self {
        Self {
            quotas,
            ..Self::default()
        }
    }

    /// From now on plays a full disk: whatever brings data is refused with [`Code::Storage`]. Or no longer does.
    pub const fn set_full(&mut self, is_full: bool) {
        self.is_full = is_full;
    }

    /// Everything it holds, for tests that look for what must not be there.
    pub fn contents(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.rows.iter().map(|((_, key), row)| (key.as_slice(), row.as_slice()))
    }
}

impl Store for Memory {
    fn commit(&mut self, jobs: &[Job]) -> Vec<Outcome> {
        let quotas = self.quotas;
        let mut outcomes = Vec::with_capacity(jobs.len());
        for job in jobs {
            outcomes.push(if self.is_full && job.op.is_bringing() {
                Err(Code::Storage)
            } else {
                carry_out(self, &quotas, job).unwrap_or(Err(Code::Storage))
            });
        }
        outcomes
    }
}

impl Tables for Memory {
    fn row(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        Ok(self.rows.get(&(table, key.to_vec())).cloned())
    }

    fn rows(&self, table: Table, keys: RangeInclusive<&[u8]>, limit: usize) -> Result<Vec<Entry>, Failure> {
        let (from, to) = keys.into_inner();
        let range = (table, from.to_vec())..=(table, to.to_vec());
        let entries = self.rows.range(range).take(limit);
        Ok(entries.map(|((_, key), row)| (key.clone(), row.clone())).collect())
    }

    fn write(&mut self, table: Table, key: &[u8], row: &[u8]) -> Result<(), Failure> {
        self.rows.insert((table, key.to_vec()), row.to_vec());
        Ok(())
    }

    fn remove(&mut self, table: Table, key: &[u8]) -> Result<(), Failure> {
        self.rows.remove(&(table, key.to_vec()));
        Ok(())
    }
}
