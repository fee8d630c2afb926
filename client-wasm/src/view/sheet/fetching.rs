//! How large the files are that the phone fetches by itself: a part of the settings.

use pillion_protocol::content::{
    account_ask::AccountAsk,
    limit::{Kind, Limit, Limits},
};
use web_sys::{Event, HtmlSelectElement};

use crate::{
    update::person::Act,
    view::{
        element::{Tag, fieldset, label, legend, p, show, span, tag},
        screen::{Part, Screen},
    },
    words::fetching as words,
};

/// What can be chosen, in bytes.
const CHOICES: [Limit; 8] = [
    Limit::NOTHING,
    Limit::new(1_000_000),
    Limit::new(16_000_000),
    Limit::new(64_000_000),
    Limit::new(100_000_000),
    Limit::new(256_000_000),
    Limit::new(1_000_000_000),
    Limit::ANY,
];

/// A choice for each kind. They are the account's, so the phone is told and every screen follows.
pub fn fetching(screen: Screen) -> Tag {
    let lang = screen.lang();
    let limits = screen.part(|page| page.account.as_ref().map(|account| account.fetches).unwrap_or_default());
    let rows = Kind::ALL.map(|kind| row(screen, limits, kind)).to_vec();
    fieldset().test("fetching").child((
        legend().child(words::title(lang)),
        p().class("hint").child(words::what(lang)),
        rows,
    ))
}

fn row(screen: Screen, limits: Part<Limits>, kind: Kind) -> Tag {
    let lang = screen.lang();
    let chosen = move || limits.get().of(kind);
    // Another screen may have chosen a size that is not among these.
    let options = show(move || {
        let chosen = chosen();
        let mut all = CHOICES.to_vec();
        if !all.contains(&chosen) {
            all.push(chosen);
            all.sort_unstable();
        }
        all.into_iter()
            .map(|limit| {
                let option = tag("option").attr("value", &limit.bytes().to_string());
                let option = if limit == chosen {
                    option.attr("selected", "")
                } else {
                    option
                };
                option.child(words::limit(lang, limit))
            })
            .collect::<Vec<_>>()
    });
    let select = tag("select").test(kind.word()).child(options);
    let element = select.cast::<HtmlSelectElement>();
    let select = select.on("change", move |_: Event| {
        let Some(element) = &element else { return };
        let Ok(bytes) = element.value().parse() else { return };
        // As long as the phone has not said yes, it is not so.
        element.set_value(&limits.now().of(kind).bytes().to_string());
        let limit = Limit::new(bytes);
        screen.act(Act::Account(AccountAsk::SetLimit { kind, limit }));
    });
    label().child((span().child(words::kind(lang, kind)), select))
}
