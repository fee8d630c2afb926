//! Phones and browsers coming and going; links allowed and revoked.
//!
//! Source: docs/protocol.md, rules `R-LINK-1` to `R-LINK-4`.

use pillion_wire::{
    id::{AccountId, Farewell, LinkId, TokenHash},
    limit::LINKS,
    refusal::Code,
    time::Timestamp,
};

use super::{
    failure::{Failure, Stop},
    mailboxes::{account, write_account},
    op::Answer,
    quotas::Quotas,
    row::{self, AccountRow, LinkRow, Old, account_link_key, expiry_key, keys_of, same},
    tables::{Table, Tables},
};

/// Tells what a phone has here; its first visit makes its mailbox, later ones write nothing.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn enter_phone(tables: &mut impl Tables, now: Timestamp, owner: AccountId) -> Result<Answer, Stop> {
    let row = match account(tables, owner)? {
        Some(row) => row,
        None => {
            let row = AccountRow {
                last_seen: Some(now),
                ..AccountRow::default()
            };
            write_account(tables, owner, &row)?;
            row
        }
    };
    let mut links = Vec::new();
    for link in links_of(tables, owner)? {
        if let Some(row) = link_row(tables, link)? {
            links.push((link, row.last_seen));
        }
    }
    Ok(Answer::Phone {
        links,
        key_packages: row.key_packages,
        newest: row.newest,
    })
}

/// Lets a browser in that shows the right token, or hands it its farewell.
///
/// # Errors
/// `UnknownLink` for an unknown link and for a wrong token alike, or [`Failure`] of the storage.
pub fn enter_browser(tables: &impl Tables, link: LinkId, token_hash: TokenHash) -> Result<Answer, Stop> {
    let row = link_row(tables, link)?.ok_or(Code::UnknownLink)?;
    if !same(row.token_hash, token_hash) {
        return Err(Code::UnknownLink.into());
    }
    if let Some(farewell) = row.farewell {
        return Ok(Answer::Unlinked { farewell });
    }
    Ok(Answer::Browser {
        account: row.account,
        phone_seen: account(tables, row.account)?.and_then(|row| row.last_seen),
    })
}

/// Notes when a phone was last here.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn see_phone(tables: &mut impl Tables, now: Timestamp, owner: AccountId) -> Result<Answer, Stop> {
    if let Some(mut row) = account(tables, owner)? {
        row.last_seen = Some(now);
        write_account(tables, owner, &row)?;
    }
    Ok(Answer::Done)
}

/// Notes when a browser was last here.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn see_browser(tables: &mut impl Tables, now: Timestamp, link: LinkId) -> Result<Answer, Stop> {
    if let Some(mut row) = link_row(tables, link)? {
        row.last_seen = Some(now);
        tables.write(Table::Links, &link.0, &row::encode(&row))?;
    }
    Ok(Answer::Done)
}

/// Adds a link; a repeat is done, with the newer token.
///
/// # Errors
/// `UnknownLink` if the id belongs to another account or was revoked, `TooManyLinks`, or [`Failure`] of the storage.
pub fn allow(tables: &mut impl Tables, owner: AccountId, link: LinkId, token_hash: TokenHash) -> Result<Answer, Stop> {
    let row = match link_row(tables, link)? {
        Some(row) if row.account != owner || row.farewell.is_some() => {
            return Err(Code::UnknownLink.into());
        }
        Some(row) => LinkRow { token_hash, ..row },
        None if links_of(tables, owner)?.len() >= LINKS => return Err(Code::TooManyLinks.into()),
        None => LinkRow {
            account: owner,
            token_hash,
            last_seen: None,
            farewell: None,
        },
    };
    tables.write(Table::Links, &link.0, &row::encode(&row))?;
    tables.write(Table::AccountLinks, &account_link_key(owner, link), &[])?;
    Ok(Answer::Done)
}

/// Ends a link and keeps the farewell for its browser.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn revoke(
    tables: &mut impl Tables,
    now: Timestamp,
    quotas: &Quotas,
    owner: AccountId,
    link: LinkId,
    farewell: Farewell,
) -> Result<Answer, Stop> {
    match link_row(tables, link)? {
        Some(row) if row.account == owner && row.farewell.is_none() => {
            let row = LinkRow {
                farewell: Some(farewell),
                ..row
            };
            let until = now.after_ms(quotas.farewell_ms);
            tables.write(Table::Links, &link.0, &row::encode(&row))?;
            tables.write(Table::Expiry, &expiry_key(until, Old::Farewell, &link.0), &[])?;
            tables.remove(Table::AccountLinks, &account_link_key(owner, link))?;
        }
        _ => {}
    }
    Ok(Answer::Done)
}

fn link_row(tables: &impl Tables, link: LinkId) -> Result<Option<LinkRow>, Failure> {
    tables
        .row(Table::Links, &link.0)?
        .map(|bytes| row::decode(&bytes, "links"))
        .transpose()
}

fn links_of(tables: &impl Tables, owner: AccountId) -> Result<Vec<LinkId>, Failure> {
    let (from, to) = keys_of(owner, LinkId::LEN);
    let rows = tables.rows(Table::AccountLinks, &from..=&to, LINKS.saturating_add(1))?;
    let links = rows.iter().filter_map(|(key, _)| key.last_chunk::<16>());
    Ok(links.copied().map(LinkId).collect())
}
