//! Gives the worker for files its orders, and hears how far they are.
//!
//! `www/media.js` stands between: it keeps the files that were chosen, and starts the worker (`media-wasm`) when there is something
//! for it to do. Source: docs/protocol.md, rules `R-FILE-3` to `R-FILE-5`, `R-FILE-9` and `R-FILE-14`.

use js_sys::Array;
use pillion_protocol::{
    content::{id::MessageId, voice::Wave},
    crypto::digest::Digest,
};
use pillion_wire::{file, id::FileId, origin::Origin};
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

use crate::{
    model::{
        download::{Download, Failure, Wanted},
        parcel::{Haul, Seen, Stuck, Told},
        viewer::View,
        voice::{self as voice_model, Ending, Recorded, Stage, Trouble, Want},
    },
    update::{download, parcel, person::Act, voice},
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = pillionMedia)]
    fn hear(told: &Closure<dyn FnMut(String, String, f64, Option<Vec<u8>>, Option<String>)>);
    #[wasm_bindgen(js_namespace = pillionMedia)]
    fn order(what: &str, job: &str, key: &[u8], bytes: f64, url: &str, number: u32);
    #[wasm_bindgen(js_namespace = pillionMedia)]
    fn get(to: &str, message: &str, key: &[u8], bytes: f64, url: &str, digest: &[u8], rest: &str);
    #[wasm_bindgen(js_namespace = pillionMedia)]
    fn end(to: &str);
    #[wasm_bindgen(js_namespace = pillionMedia)]
    fn sound(what: &str, number: u32);
    #[wasm_bindgen(js_namespace = pillionMedia)]
    fn tidy(jobs: Array);
}

/// Begins to hear; `act` is what follows from it.
pub fn begin(act: impl Fn(Act) + 'static) {
    let told = Closure::new(move |job: String, step: String, bytes, digest, place| {
        if let Some(heard) = heard(&job, &step, bytes, digest, place) {
            act(heard);
        }
    });
    hear(&told);
    // As long as the page lives.
    told.forget();
}

/// Gets a file; what is opened goes into the folder for downloads.
pub fn fetch(relay: &Origin, wanted: &Wanted) {
    ask_for("save", relay, wanted, wanted.file.name.as_str());
}

/// A file is not wanted any more.
pub fn end_fetch(message: MessageId) {
    end(&["save:", &message.to_hex()].concat());
}

/// Gets a picture, a film or a sound and shows it.
pub fn view(relay: &Origin, wanted: &Wanted) {
    ask_for("view", relay, wanted, wanted.file.kind.as_str());
}

/// It is not shown any more.
pub fn end_view() {
    end("view");
}

fn ask_for(to: &str, relay: &Origin, wanted: &Wanted, rest: &str) {
    let file = &wanted.file;
    get(
        to,
        &wanted.message.to_hex(),
        file.key.as_bytes(),
        number(file.bytes),
        &url(relay, file.id),
        &file.digest.0,
        rest,
    );
}

/// Does something with a sound.
pub fn sound_of(relay: &Origin, want: &Want) {
    let (what, number) = match want {
        Want::Record => ("record", 0),
        Want::Rest => ("rest", 0),
        Want::GoOn => ("goOn", 0),
        Want::Stop => ("stop", 0),
        Want::Drop => ("drop", 0),
        Want::Play(wanted, speed) => {
            ask_for("play", relay, wanted, wanted.file.kind.as_str());
            ("hurry", u32::from(speed.tenths()))
        }
        Want::Hush => ("hush", 0),
        Want::Resume => ("resume", 0),
        Want::Seek(ms) => ("seek", *ms),
        Want::Hurry(speed) => ("hurry", u32::from(speed.tenths())),
        Want::End => return end("play"),
    };
    sound(what, number);
}

/// Does something with a file that leaves.
pub fn haul(relay: &Origin, haul: &Haul) {
    match haul {
        Haul::Seal {
            file,
            key,
            bytes,
            number: chosen,
        } => order("seal", &file.to_hex(), key.as_bytes(), number(*bytes), "", *chosen),
        Haul::Send { file, key, bytes } => {
            let url = url(relay, *file);
            order("send", &file.to_hex(), key.as_bytes(), number(*bytes), &url, 0);
        }
        Haul::Stop(file) => order("stop", &file.to_hex(), &[], 0.0, "", 0),
        Haul::Drop(file) => order("drop", &file.to_hex(), &[], 0.0, "", 0),
        Haul::GiveUp { file, key } => {
            let url = url(relay, *file);
            order("drop", &file.to_hex(), key.as_bytes(), 0.0, &url, 0);
        }
        Haul::Tidy(files) => tidy(files.iter().map(|file| JsValue::from(file.to_hex())).collect()),
    }
}

fn url(relay: &Origin, file: FileId) -> String {
    let path = file::path(file);
    let own = web_sys::window().and_then(|window| window.location().origin().ok());
    // The page's own origin may be spelled otherwise than the relay's name.
    match own.and_then(|own| Origin::parse(&own).ok()) {
        Some(own) if own == *relay => path,
        _ => [&relay.to_string(), path.as_str()].concat(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "no file is as long as 2^53")]
const fn number(bytes: u64) -> f64 {
    bytes as f64
}

/// Both kinds of job are named by 16 bytes. What is sealed or sent is a file; what is opened, the file of a message.
fn heard(job: &str, step: &str, bytes: f64, digest: Option<Vec<u8>>, place: Option<String>) -> Option<Act> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it counts bytes")]
    let bytes = bytes as u64;
    let (what, job) = job.split_once(':')?;
    if what == "look" {
        // Both sides are below 65,536; www/media/look.js packs them into one number.
        let side = |number: u64| u16::try_from(number).ok();
        let seen = Seen::new(side(bytes >> 16)?, side(bytes & 0xffff)?, digest?)?;
        return Some(Act::Parcel(parcel::Order::Looked(job.parse().ok()?, seen)));
    }
    if what == "voice" {
        return recorded(job, step, bytes, digest, place).map(|told| Act::Voice(voice::Order::Told(told)));
    }
    if matches!(what, "save" | "view" | "play") {
        let message = MessageId::from_hex(job)?;
        let failure = match step {
            "unknown" => Failure::Gone,
            "damaged" => Failure::Damaged,
            "storage" => Failure::Storage,
            _ => Failure::Network,
        };
        return Some(Act::File(match (what, step) {
            ("save", "at") => download::Order::Told(message, Download::Coming(bytes)),
            ("save", "opened") => download::Order::Told(message, Download::Done),
            ("save", _) => download::Order::Told(message, Download::Failed(failure)),
            ("play", step) => return played(message, step, bytes, failure).map(Act::Voice),
            (_, "at") => download::Order::Viewed(message, View::Coming(bytes)),
            (_, "shown") => download::Order::Viewed(message, View::Here(place?)),
            (_, "strange") => download::Order::Viewed(message, View::Strange),
            _ => download::Order::Viewed(message, View::Failed(failure)),
        }));
    }
    let told = match step {
        "at" => Told::At(bytes),
        "sealed" => Told::Sealed(Digest(digest?.try_into().ok()?)),
        "sent" => Told::There,
        "source" => Told::Stuck(Stuck::Source),
        "storage" => Told::Stuck(Stuck::Storage),
        "missing" => Told::Stuck(Stuck::Missing),
        "refused" => Told::Stuck(Stuck::Refused),
        "full" => Told::Full,
        // Room that is over is asked for anew.
        _ => Told::Passing,
    };
    Some(Act::Parcel(parcel::Order::Told(FileId::from_hex(job)?, told)))
}

/// What the player says.
fn played(message: MessageId, step: &str, bytes: u64, failure: Failure) -> Option<voice::Order> {
    Some(match step {
        "heard" => voice::Order::Heard(message, u32::try_from(bytes).ok()?),
        "ended" => voice::Order::Ended(message),
        "on" => voice::Order::Stage(message, Stage::On),
        "rests" => voice::Order::Stage(message, Stage::Rests),
        "strange" => voice::Order::Stage(message, Stage::Strange),
        "at" | "opened" => return None,
        _ => voice::Order::Stage(message, Stage::Failed(failure)),
    })
}

/// What the microphone says. A recording that is done is named by its number among the chosen files and its length in milliseconds.
fn recorded(
    job: &str,
    step: &str,
    bytes: u64,
    levels: Option<Vec<u8>>,
    kind: Option<String>,
) -> Option<voice_model::Told> {
    let levels = levels.unwrap_or_default();
    Some(match step {
        "at" => voice_model::Told::At(u32::try_from(bytes).ok()?, levels.first().copied()?),
        "over" => voice_model::Told::Over(Ending::Gone),
        "broken" => voice_model::Told::Over(Ending::Broken),
        "denied" => voice_model::Told::Failed(Trouble::Denied),
        "nothing" => voice_model::Told::Failed(Trouble::Nothing),
        "done" => {
            let (number, ms) = job.split_once(':')?;
            voice_model::Told::Done(Recorded {
                number: number.parse().ok()?,
                ms: ms.parse().ok()?,
                bytes,
                wave: Wave::of(&levels),
                kind: kind?,
            })
        }
        _ => voice_model::Told::Failed(Trouble::Unable),
    })
}
