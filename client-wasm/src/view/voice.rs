//! Voice notes: one that is recorded, in the composer's place, and one in a bubble.

use pillion_protocol::content::{id::MessageId, voice::clock};
use web_sys::{Event, HtmlElement, HtmlInputElement};

use super::{
    browser::next_frame,
    element::{Tag, div, input, p, plain_button, show, span},
    icon::{Icon, icon},
    screen::Screen,
    wave::{bars, wave},
};
use crate::{
    model::{
        attached::Heard,
        voice::{Recording, Speed, Stage, Step},
    },
    reactive::effect::run,
    update::{person::Act, voice::Order},
    words::{dialogs, files, sending, thread, voice as words},
};

/// What stands in the composer's place while somebody speaks.
pub fn recorder(screen: Screen) -> Tag {
    let lang = screen.lang();
    let step = screen.part(|page| page.voices.recording.as_ref().map(|recording| recording.step));
    let body = show(move || {
        step.get().map(|step| match step {
            Step::Failed(trouble) => div().class("recorder").child((
                p().class("problem")
                    .attr("role", "alert")
                    .child(words::trouble(lang, trouble)),
                plain_button()
                    .test("voice-drop")
                    .press(move || screen.act(Act::Voice(Order::Drop)))
                    .child(dialogs::close(lang)),
            )),
            step => speaking(screen, step),
        })
    });
    div().child(body)
}

fn speaking(screen: Screen, step: Step) -> Tag {
    let lang = screen.lang();
    let heard = screen.part(|page| page.voices.recording.as_ref().map(of_recording).unwrap_or_default());
    let does = |test, name: &str, picture, order: Order| {
        plain_button()
            .class("round")
            .test(test)
            .named(name)
            .press(move || screen.act(Act::Voice(order.clone())))
            .child(icon(picture))
    };
    let rest = match step {
        Step::On => Some((sending::pause(lang), Icon::Pause)),
        Step::Rests => Some((sending::resume(lang), Icon::Play)),
        _ => None,
    };
    let hint = match step {
        Step::Asking => Some(words::asking(lang)),
        Step::Over(ending) => Some(words::over(lang, ending)),
        _ => None,
    };
    let ready = matches!(step, Step::On | Step::Rests | Step::Over(_));
    let send = does("voice-send", thread::send(lang), Icon::Send, Order::Send).class("round send");
    let send = if ready { send } else { send.attr("disabled", "") };
    if let Some(send) = send.cast::<HtmlElement>().filter(|_| step == Step::On) {
        next_frame(move || {
            let _focused = send.focus();
        });
    }
    div()
        .class("recorder")
        .test("recorder")
        .attr("role", "group")
        .attr("aria-label", words::recording(lang))
        .attr("data-on", if step == Step::On { "true" } else { "false" })
        .child((
            does("voice-drop", words::discard(lang), Icon::Bin, Order::Drop),
            span().class("lamp"),
            span()
                .class("clock")
                .test("voice-clock")
                .text(move || clock(heard.get().1)),
            wave(move || bars(&heard.get().0, 0), String::new, 40),
            hint.map(|hint| p().class("hint").attr("role", "status").child(hint)),
            rest.map(|(name, picture)| does("voice-rest", name, picture, Order::Rest)),
            send,
        ))
}

fn of_recording(recording: &Recording) -> (Vec<u8>, u32) {
    (recording.levels.clone(), recording.ms)
}

/// A voice note of a bubble. Without a message it is still in this browser only, and cannot be played.
pub fn player(screen: Screen, heard: &Heard, message: Option<MessageId>) -> Tag {
    let lang = screen.lang();
    let now = screen.part(move |page| {
        let playing = page.voices.playing.as_ref()?;
        (Some(playing.message) == message).then_some((playing.stage, playing.ms))
    });
    let speed = screen.part(|page| page.voices.speed);
    let plays = move || matches!(now.get(), Some((Stage::On, _)));
    let act = move |order: Order| screen.act(Act::Voice(order));
    let sign = show(move || icon(if plays() { Icon::Pause } else { Icon::Play }));
    let button = plain_button()
        .class("round")
        .test("voice-play")
        .bind("aria-label", move || {
            Some(
                if plays() {
                    sending::pause(lang)
                } else {
                    words::play(lang)
                }
                .into(),
            )
        })
        .press(move || {
            if let Some(message) = message {
                act(Order::Play(message));
            }
        })
        .child(sign);
    let button = if heard.can_play {
        button
    } else {
        button.attr("disabled", "")
    };
    let all = heard.voice.ms.max(1);
    let steps = match heard.voice.wave.steps() {
        [] => vec![0; 32],
        steps => steps.to_vec(),
    };
    let count = steps.len();
    let upto = move |ms: u32| {
        let share = usize::try_from(u64::from(ms.min(all)) * 64 / u64::from(all)).unwrap_or_default();
        count * share / 64
    };
    let at = move || now.get().map_or(0, |(_, ms)| upto(ms));
    let (first, second) = (steps.clone(), steps);
    let drawn = wave(
        move || bars(first.get(..at()).unwrap_or_default(), 0),
        move || bars(second.get(at()..).unwrap_or_default(), at()),
        count,
    );
    let place = input()
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", &all.to_string())
        .attr("step", "100")
        .attr("aria-label", words::position(lang))
        .test("voice-place")
        .toggle("disabled", move || {
            !matches!(now.get(), Some((Stage::On | Stage::Rests, _)))
        });
    let place = match place.cast::<HtmlInputElement>() {
        Some(field) => {
            let shown = field.clone();
            run(Box::new(move || {
                let ms = now.get().map_or(0, |(_, ms)| ms);
                shown.set_value(&ms.to_string());
                let _said = shown.set_attribute("aria-valuetext", &clock(ms));
            }));
            place.on("input", move |_: Event| {
                act(Order::Seek(field.value().parse().unwrap_or_default()))
            })
        }
        None => place,
    };
    let hurry = plain_button()
        .class("speed")
        .test("voice-speed")
        .attr("title", words::speed(lang))
        .toggle("hidden", move || {
            !matches!(now.get(), Some((Stage::On | Stage::Rests, _)))
        })
        .press(move || act(Order::Hurry))
        .child((
            span().class("spoken").child([words::speed(lang), " "].concat()),
            span().text(move || speed_of(speed.get()).into()),
        ));
    let ms = heard.voice.ms;
    let time = span().class("clock").test("voice-clock").text(move || match now.get() {
        Some((Stage::On | Stage::Rests, at)) => [&clock(at), " / ", &clock(ms)].concat(),
        _ => clock(ms),
    });
    let problem = show(move || {
        let sentence = match now.get() {
            Some((Stage::Failed(failure), _)) => Some(files::failed(lang, failure)),
            Some((Stage::Strange, _)) => Some(words::strange(lang)),
            _ => None,
        };
        sentence.map(|sentence| p().class("problem").attr("role", "alert").child(sentence))
    });
    div()
        .class("player")
        .test("voice")
        .attr("data-played", if heard.played { "true" } else { "false" })
        .toggle("aria-busy", move || matches!(now.get(), Some((Stage::Coming, _))))
        .child((
            button,
            div().class("track").child((drawn, place)),
            hurry,
            div().class("told").child((
                time,
                span()
                    .class("ear")
                    .attr("title", words::played(lang, heard.played))
                    .child((
                        icon(Icon::Mic),
                        span().class("spoken").child(words::played(lang, heard.played)),
                    )),
            )),
            problem,
        ))
}

const fn speed_of(speed: Speed) -> &'static str {
    match speed {
        Speed::Plain => "1×",
        Speed::Fast => "1.5×",
        Speed::Double => "2×",
    }
}
