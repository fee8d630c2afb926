//! Phones that say what no honest one says: letters of any bytes, sealed with the account's own keys.

use pillion_phone::{
    app::{keys::Keys, letter::Letter},
    mls::pair::Mls,
    store::{
        account, contact,
        database::Tx,
        error::StoreError,
        group,
        outbox::{self, Put},
    },
};
use pillion_protocol::content::id::ChatId;
use pillion_wire::id::PutId;

use crate::world::{Name, World};

impl World {
    /// Lets a phone say letters in a chat, whatever they hold. The phone is restarted for it.
    pub(crate) fn forge(&mut self, name: Name, chat: ChatId, letters: &[Letter]) {
        let bytes: Vec<_> = letters.iter().map(Letter::encode).collect();
        self.forge_bytes(name, chat, &bytes);
    }

    pub(crate) fn forge_bytes(&mut self, name: Name, chat: ChatId, letters: &[Vec<u8>]) {
        self.kill(name);
        let mut rng = self.rng();
        let puts: Vec<_> = letters.iter().map(|_| PutId(self.intent().0)).collect();
        self.with_disk(name, |tx| {
            let keys = Keys::of(&account::find(tx)?.unwrap());
            let recipient = contact::by_chat(tx, chat)?.unwrap().account;
            let tag = group::of_chat(tx, chat)?.unwrap();
            for (letter, put) in letters.iter().zip(puts) {
                let mls = Mls::new(tx, &keys.identity, &keys.card, &mut rng).unwrap();
                let payload = mls.seal(tag, letter).unwrap();
                outbox::add(tx, &Put::single(put, recipient, payload))?;
            }
            Ok(())
        });
        self.switch_on(name);
        self.pass(1_000);
    }

    /// Lets a phone say a letter to all members of a group, whatever it holds. The phone is restarted for it.
    pub(crate) fn forge_in_group(&mut self, name: Name, chat: ChatId, letter: &Letter) {
        self.kill(name);
        let put = PutId(self.intent().0);
        self.with_disk(name, |tx| {
            let tag = group::of_chat(tx, chat)?.unwrap();
            outbox::add(tx, &Put::many(put, tag, Vec::new(), letter.encode()))
        });
        self.switch_on(name);
        self.pass(2_000);
    }

    /// Changes what lies on the disk of a phone that is switched off.
    pub(crate) fn with_disk<T>(&mut self, name: Name, work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>) -> T {
        self.node(name).off.as_mut().unwrap().write(work).unwrap()
    }
}
