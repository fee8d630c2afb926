//! Emoji by their names: what a person types as `:thumbsup:` or finds with a few letters.

use pillion_protocol::content::reaction::Emoji;

/// What is offered first: the signs that people answer with most.
pub const FIRST: [&str; 8] = ["👍", "❤️", "😂", "😮", "😢", "🙏", "🎉", "🔥"];

/// Emoji with their names. The first name is the one that is shown.
const NAMED: [(&str, &str); 128] = [
    ("👍", "thumbsup +1 yes like"),
    ("👎", "thumbsdown -1 no dislike"),
    ("❤️", "heart love red_heart"),
    ("😂", "joy laugh tears lol"),
    ("😮", "open_mouth wow surprised"),
    ("😢", "cry sad tear"),
    ("🙏", "pray thanks please folded_hands"),
    ("🎉", "tada party celebrate hooray"),
    ("🔥", "fire hot flame"),
    ("😀", "grinning grin smile"),
    ("😃", "smiley happy"),
    ("😄", "smile"),
    ("😁", "beaming"),
    ("😆", "laughing satisfied"),
    ("😅", "sweat_smile relief"),
    ("🤣", "rofl rolling_laughing"),
    ("🙂", "slightly_smiling"),
    ("🙃", "upside_down"),
    ("😉", "wink"),
    ("😊", "blush"),
    ("😇", "innocent angel halo"),
    ("🥰", "smiling_hearts adore"),
    ("😍", "heart_eyes"),
    ("🤩", "star_struck"),
    ("😘", "kissing_heart kiss"),
    ("😋", "yum tasty"),
    ("😜", "stuck_out_tongue_wink"),
    ("🤪", "zany crazy"),
    ("🤗", "hugging hug"),
    ("🤭", "hand_over_mouth oops"),
    ("🤫", "shushing quiet"),
    ("🤔", "thinking think hmm"),
    ("🤐", "zipper_mouth"),
    ("🤨", "raised_eyebrow sceptical"),
    ("😐", "neutral_face"),
    ("😑", "expressionless"),
    ("😏", "smirk"),
    ("😒", "unamused"),
    ("🙄", "roll_eyes eyeroll"),
    ("😬", "grimacing"),
    ("😌", "relieved"),
    ("😔", "pensive"),
    ("😴", "sleeping tired"),
    ("😷", "mask ill"),
    ("🤒", "thermometer_face sick"),
    ("🤢", "nauseated"),
    ("🤯", "exploding_head mind_blown"),
    ("🥳", "partying_face birthday"),
    ("😎", "sunglasses cool"),
    ("🤓", "nerd"),
    ("😕", "confused"),
    ("😟", "worried"),
    ("🙁", "frowning"),
    ("😯", "hushed"),
    ("😳", "flushed"),
    ("🥺", "pleading puppy_eyes"),
    ("😨", "fearful"),
    ("😰", "anxious"),
    ("😥", "disappointed_relieved"),
    ("😭", "sob crying"),
    ("😱", "scream"),
    ("😖", "confounded"),
    ("😞", "disappointed"),
    ("😩", "weary"),
    ("😤", "triumph huff"),
    ("😡", "rage angry mad"),
    ("🤬", "cursing"),
    ("😈", "smiling_imp devil"),
    ("💀", "skull dead"),
    ("💩", "poop"),
    ("🤡", "clown"),
    ("👻", "ghost"),
    ("👽", "alien"),
    ("🤖", "robot"),
    ("😺", "smiley_cat"),
    ("🙈", "see_no_evil monkey"),
    ("💋", "kiss_mark"),
    ("💘", "cupid"),
    ("💔", "broken_heart"),
    ("🧡", "orange_heart"),
    ("💛", "yellow_heart"),
    ("💚", "green_heart"),
    ("💙", "blue_heart"),
    ("💜", "purple_heart"),
    ("🖤", "black_heart"),
    ("💯", "100 hundred"),
    ("💥", "boom collision"),
    ("💤", "zzz"),
    ("👋", "wave hello bye"),
    ("✋", "raised_hand stop high_five"),
    ("👌", "ok_hand ok"),
    ("✌️", "v victory peace"),
    ("🤞", "crossed_fingers luck"),
    ("🤘", "metal rock"),
    ("🤙", "call_me"),
    ("👈", "point_left"),
    ("👉", "point_right"),
    ("👆", "point_up"),
    ("👇", "point_down"),
    ("✊", "fist"),
    ("👊", "punch fist_bump"),
    ("👏", "clap applause"),
    ("🙌", "raised_hands praise"),
    ("🤝", "handshake deal"),
    ("💪", "muscle strong"),
    ("👀", "eyes look"),
    ("🧠", "brain"),
    ("🤷", "shrug"),
    ("🤦", "facepalm"),
    ("🐶", "dog"),
    ("🐱", "cat"),
    ("🦄", "unicorn"),
    ("🌹", "rose flower"),
    ("🌈", "rainbow"),
    ("☀️", "sunny sun"),
    ("⭐", "star"),
    ("⚡", "zap lightning"),
    ("❄️", "snowflake cold"),
    ("☕", "coffee"),
    ("🍺", "beer"),
    ("🍕", "pizza"),
    ("🎂", "cake"),
    ("🏆", "trophy win"),
    ("🚀", "rocket ship_it"),
    ("✅", "white_check_mark done check"),
    ("❌", "x cross wrong"),
    ("❓", "question"),
    ("❗", "exclamation"),
];

/// The first name of an emoji, if it has one here.
#[must_use]
pub fn name(emoji: &str) -> Option<&'static str> {
    let (_, names) = NAMED.iter().find(|(known, _)| *known == emoji)?;
    names.split(' ').next()
}

/// What may be meant, best first: the emoji itself, else those with a name that is, begins with or holds what was typed.
/// Colons around a name do not count.
#[must_use]
pub fn meant(typed: &str) -> Vec<Emoji> {
    let typed = typed.trim();
    if let Ok(emoji) = Emoji::parse(typed) {
        return vec![emoji];
    }
    let wanted = typed.trim_matches(':').to_lowercase().replace([' ', '-'], "_");
    // `-1` is a name of its own.
    let wanted = if typed.trim_matches(':') == "-1" { "-1" } else { &wanted };
    if wanted.is_empty() {
        return FIRST.iter().filter_map(|emoji| Emoji::parse(emoji).ok()).collect();
    }
    let rank = |names: &str| names.split(' ').filter_map(|name| fit(name, wanted)).min();
    let mut fitting: Vec<_> = NAMED
        .iter()
        .filter_map(|(emoji, names)| Some((rank(names)?, *emoji)))
        .collect();
    // Stable: what people use most stands first among equals.
    fitting.sort_by_key(|(rank, _)| *rank);
    let fitting = fitting.into_iter();
    fitting.filter_map(|(_, emoji)| Emoji::parse(emoji).ok()).collect()
}

/// The emoji of exactly this name, or the emoji itself.
#[must_use]
pub fn exactly(typed: &str) -> Option<Emoji> {
    let typed = typed.trim();
    let name = typed.trim_matches(':');
    let named = NAMED
        .iter()
        .find(|(_, names)| names.split(' ').any(|known| known == name));
    match named {
        Some((emoji, _)) => Emoji::parse(emoji).ok(),
        None => Emoji::parse(typed).ok(),
    }
}

/// How well a name fits; smaller is better.
fn fit(name: &str, wanted: &str) -> Option<u8> {
    if name == wanted {
        Some(0)
    } else if name.starts_with(wanted) {
        Some(1)
    } else {
        name.contains(wanted).then_some(2)
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn first(typed: &str) -> Option<String> {
        meant(typed).first().map(|emoji| emoji.as_str().to_owned())
    }

    #[test]
    fn every_emoji_here_may_be_put_under_a_message() {
        for (emoji, names) in NAMED {
            assert!(Emoji::parse(emoji).is_ok(), "{emoji} {names}");
        }
        assert_eq!(meant("").len(), FIRST.len());
    }

    #[test]
    fn a_name_a_beginning_or_the_emoji_itself_is_understood() {
        for (typed, emoji) in [
            (":thumbsup:", "👍"),
            ("+1", "👍"),
            ("-1", "👎"),
            ("tad", "🎉"),
            ("Broken Heart", "💔"),
            ("x", "❌"),
            ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
            (" ❤️ ", "❤️"),
        ] {
            assert_eq!(first(typed).as_deref(), Some(emoji), "{typed}");
        }
    }

    #[test]
    fn what_has_no_such_name_is_nothing() {
        for typed in ["qqq", "\u{1b}[2J", "\u{202e}", "👍a"] {
            assert_eq!(first(typed), None, "{typed:?}");
            assert_eq!(exactly(typed), None, "{typed:?}");
        }
        assert_eq!(exactly("thumb"), None, "a beginning is not the name");
        assert_eq!(exactly(":tada:").unwrap().as_str(), "🎉");
    }
}
