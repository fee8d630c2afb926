//! What one can choose for this browser.

use web_sys::{Event, HtmlInputElement};

use super::{
    dialogs::{cancel, title},
    element::{Tag, div, fieldset, input, label, legend, p, span},
    screen::Screen,
    sheet::{fetching, picture, privacy},
};
use crate::{
    model::choice::Choice,
    reactive::effect::run,
    update::person::Act,
    words::{dialogs, lang::Lang, settings as words},
};

/// The dialog's content.
pub(super) fn settings(screen: Screen) -> Tag {
    let lang = screen.lang();
    let languages: Vec<_> = Lang::ALL.into_iter().map(|lang| language(screen, lang)).collect();
    let speaks = fieldset().child((legend().child(words::language(lang)), languages));
    let alerts = fieldset().child((
        legend().child(words::alerts(lang)),
        switch(screen, "alerts", words::alerts_on(lang), |choice| choice.alerts, alerts),
        switch(
            screen,
            "alerts-preview",
            words::alerts_preview(lang),
            |choice| choice.preview,
            |choice, on| choose(Choice { preview: on, ..choice }),
        ),
        switch(
            screen,
            "alerts-sound",
            words::alerts_sound(lang),
            |choice| choice.sound,
            |choice, on| choose(Choice { sound: on, ..choice }),
        ),
    ));
    div().class("settings").test("settings").child((
        title(words::title(lang)),
        p().class("hint").child(words::of_browser(lang)),
        speaks,
        alerts,
        picture::own(screen),
        fetching::fetching(screen),
        privacy::privacy(screen),
        div().class("actions").child(cancel(screen, dialogs::close(lang))),
    ))
}

const fn choose(choice: Choice) -> Act {
    Act::Choose(choice)
}

/// The browser is asked only now, because a person wants it.
const fn alerts(choice: Choice, on: bool) -> Act {
    if on {
        Act::WantAlerts
    } else {
        choose(Choice {
            alerts: false,
            ..choice
        })
    }
}

fn language(screen: Screen, lang: Lang) -> Tag {
    let radio = input()
        .attr("type", "radio")
        .attr("name", "language")
        .test(lang.tag())
        .toggle("checked", move || screen.lang() == lang)
        .on("change", move |_: Event| {
            let choice = screen.look(|page| page.choice).unwrap_or_default();
            let lang = Some(lang);
            screen.act(choose(Choice { lang, ..choice }));
        });
    label().child((radio, span().attr("lang", lang.tag()).child(lang.name())))
}

fn switch(screen: Screen, test: &str, name: &str, is: fn(&Choice) -> bool, act: fn(Choice, bool) -> Act) -> Tag {
    let choice = screen.part(|page| page.choice);
    let check = input().attr("type", "checkbox").test(test);
    let Some(element) = check.cast::<HtmlInputElement>() else {
        return check;
    };
    let shown = element.clone();
    run(Box::new(move || shown.set_checked(is(&choice.get()))));
    let check = check.on("change", move |_: Event| {
        let on = element.checked();
        // As long as the browser has not said yes, it is not so.
        element.set_checked(is(&choice.now()));
        screen.act(act(choice.now(), on));
    });
    label().child((check, span().child(name)))
}
