//! Linked browsers let in and shut out by their phone.
//!
//! Source: docs/protocol.md, rules `R-LINK-2` to `R-LINK-4`.

use pillion_wire::{
    client_frame::RequestId,
    id::{AccountId, Farewell, LinkId, TokenHash},
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{input::ConnectionId, machine::Hub, output::Output, pending::Purpose};
use crate::store::op::{Op, Outcome};

impl Hub {
    pub(super) fn allow_link(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        account: AccountId,
        request: RequestId,
        link: LinkId,
        token_hash: TokenHash,
    ) {
        let op = Op::AllowLink {
            account,
            link,
            token_hash,
        };
        let purpose = Purpose::AllowLink(account, request, link);
        self.ask(now, Some(connection), purpose, op);
    }

    pub(super) fn link_allowed(
        &mut self,
        connection: ConnectionId,
        account: AccountId,
        request: RequestId,
        link: LinkId,
        outcome: Outcome,
    ) {
        if outcome.is_ok()
            && let Some(phone) = self.phone_of(account)
        {
            phone.links.entry(link).or_insert(None);
        }
        self.answer(connection, request, outcome);
    }

    pub(super) fn revoke_link(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        account: AccountId,
        request: RequestId,
        link: LinkId,
        farewell: Farewell,
    ) {
        let op = Op::RevokeLink {
            account,
            link,
            farewell: farewell.clone(),
        };
        let purpose = Purpose::RevokeLink(account, request, link, farewell);
        self.ask(now, Some(connection), purpose, op);
    }

    /// Sends the browser away, if it is here and the link is really this account's.
    pub(super) fn link_revoked(&mut self, now: Timestamp, account: AccountId, link: LinkId, farewell: Farewell) {
        if let Some(phone) = self.phone_of(account) {
            phone.links.remove(&link);
        }
        let Some(browser) = self.browsers.get(&link).copied() else {
            return;
        };
        let is_own = self
            .connections
            .get_mut(&browser)
            .and_then(|connection| connection.browser())
            .is_some_and(|browser| browser.account == account);
        if is_own {
            self.send(browser, &RelayFrame::Unlinked { link, farewell });
            self.outputs.push_back(Output::Close { connection: browser });
            self.depart(now, browser);
        }
    }
}
