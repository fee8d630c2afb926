//! From an op to the function that knows it.

use super::{
    directory, expiry,
    failure::{Failure, Stop},
    files, links,
    mailboxes::{self, Incoming},
    op::{Answer, Job, Op, Outcome},
    quotas::Quotas,
    row::{FileRow, Stage},
    tables::Tables,
};

/// Carries out one job in an open transaction.
///
/// # Errors
/// [`Failure`] of the storage: the transaction must be given up. A refusal is an [`Outcome`] and leaves no trace.
pub fn carry_out(tables: &mut impl Tables, quotas: &Quotas, job: &Job) -> Result<Outcome, Failure> {
    match answer(tables, quotas, job) {
        Ok(answer) => Ok(Ok(answer)),
        Err(Stop::Refused(code)) => Ok(Err(code)),
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

fn answer(tables: &mut impl Tables, quotas: &Quotas, job: &Job) -> Result<Answer, Stop> {
    let now = job.now;
    match &job.op {
        Op::EnterPhone { account } => links::enter_phone(tables, now, *account),
        Op::EnterBrowser { link, token_hash } => links::enter_browser(tables, *link, *token_hash),
        Op::SeePhone { account } => links::see_phone(tables, now, *account),
        Op::SeeBrowser { link } => links::see_browser(tables, now, *link),
        Op::Put {
            sender,
            id,
            to,
            slot,
            payload,
        } => {
            let incoming = Incoming {
                sender: *sender,
                id: *id,
                to,
                slot: *slot,
                payload,
            };
            mailboxes::put(tables, now, quotas, &incoming)
        }
        Op::Read {
            account,
            after,
            count,
            bytes,
        } => mailboxes::read(tables, *account, *after, *count, *bytes),
        Op::Ack { account, through } => mailboxes::ack(tables, *account, *through),
        Op::AllowLink {
            account,
            link,
            token_hash,
        } => links::allow(tables, *account, *link, *token_hash),
        Op::RevokeLink {
            account,
            link,
            farewell,
        } => links::revoke(tables, now, quotas, *account, *link, farewell.clone()),
        Op::Claim {
            account,
            handle,
            record,
        } => directory::claim(tables, *account, handle, record),
        Op::LookUp { handle } => directory::look_up(tables, handle),
        Op::Publish {
            account,
            packages,
            last_resort,
        } => directory::publish(tables, *account, packages, last_resort.as_deref()),
        Op::TakeKeyPackage { account } => directory::take(tables, *account),
        Op::AllowFile {
            account,
            file,
            bytes,
            write,
            read,
        } => {
            let room = FileRow {
                account: *account,
                bytes: *bytes,
                write: *write,
                read: *read,
                stage: Stage::Coming,
                until: now.after_ms(quotas.upload_ms),
            };
            files::allow(tables, quotas, *file, room)
        }
        Op::DropFile { account, file } => files::drop(tables, now, *account, *file),
        Op::GiveUpFile { file } => files::give_up(tables, now, *file),
        Op::FindFile { file } => files::find(tables, *file),
        Op::EndFile { file } => files::end(tables, now, quotas, *file),
        Op::FreeFile { file } => files::free(tables, *file),
        Op::Sweep => expiry::sweep(tables, now),
    }
}
