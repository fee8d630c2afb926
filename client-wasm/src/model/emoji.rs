//! Emoji by name: for the picker, and for `:names:` in what is typed.

use pillion_protocol::content::reaction::Emoji;

/// Put under messages most often.
pub const FREQUENT: [&str; 6] = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/// The longest name, in characters.
const NAME_CHARS: usize = 24;

/// An emoji, its name between colons, and other words for it.
const LIST: &str = "\
    😀 grinning|😃 smiley happy|😄 smile happy|😁 grin|😆 laughing|😅 sweat_smile|\
    🤣 rofl laugh|😂 joy laugh tears|🙂 slightly_smiling|🙃 upside_down|😉 wink|😊 blush|\
    😇 innocent angel|🥰 smiling_hearts love|😍 heart_eyes love|🤩 star_struck|😘 kissing_heart|😗 kissing|\
    😋 yum tasty|😛 tongue|😜 winking_tongue|🤪 zany|🤑 money_mouth|🤗 hugs|\
    🤭 giggle oops|🤫 shush quiet|🤔 thinking|🤐 zipper_mouth|🤨 raised_eyebrow|😐 neutral|\
    😑 expressionless|😶 no_mouth|😏 smirk|😒 unamused|🙄 eye_roll|😬 grimacing|\
    😌 relieved|😔 pensive sad|😪 sleepy|😴 sleeping tired|😷 mask ill|🤒 thermometer ill|\
    🤕 hurt bandage|🤢 nauseated|🤧 sneezing|🥵 hot|🥶 cold freezing|🥴 woozy|\
    😵 dizzy_face|🤯 mind_blown|🤠 cowboy|🥳 partying birthday|😎 sunglasses cool|🤓 nerd|\
    🧐 monocle|😕 confused|😟 worried|🙁 frowning|😮 open_mouth wow|😲 astonished|\
    😳 flushed|🥺 pleading|😨 fearful|😰 anxious|😢 cry sad|😭 sob sad|\
    😱 scream|😖 confounded|😞 disappointed|😓 sweat|😩 weary|🥱 yawning|\
    😤 triumph|😡 rage angry|🤬 cursing|😈 smiling_imp devil|💀 skull dead|💩 poop|\
    🤡 clown|👻 ghost|👽 alien|🤖 robot|😺 smile_cat|🙈 see_no_evil|\
    🙉 hear_no_evil|🙊 speak_no_evil|❤️ heart love red|🧡 orange_heart|💛 yellow_heart|💚 green_heart|\
    💙 blue_heart|💜 purple_heart|🖤 black_heart|💔 broken_heart|💕 two_hearts|💯 hundred|\
    💥 boom|💫 dizzy|💤 zzz sleep|👋 wave hello bye|✋ raised_hand|👌 ok_hand|\
    🤏 pinching|✌️ victory peace|🤞 crossed_fingers luck|🤟 love_you|🤘 metal rock|👈 point_left|\
    👉 point_right|👆 point_up|👇 point_down|👍 thumbsup yes good like|👎 thumbsdown no bad|✊ fist|\
    👊 punch|👏 clap applause|🙌 raised_hands hooray|🤝 handshake deal|🙏 pray thanks please|✍️ writing|\
    💪 muscle strong|👀 eyes look|🧠 brain|👶 baby|👩 woman|👨 man|\
    🤷 shrug|🤦 facepalm|🙋 raising_hand|🏃 running|💃 dancer|🐶 dog|\
    🐱 cat|🐭 mouse|🦊 fox|🐻 bear|🐼 panda|🐸 frog|\
    🐵 monkey|🐔 chicken|🐧 penguin|🐦 bird|🦄 unicorn|🐝 bee|\
    🦋 butterfly|🐢 turtle|🐍 snake|🐙 octopus|🐟 fish|🐬 dolphin|\
    🐳 whale|🐴 horse|🐷 pig|🌸 blossom flower|🌹 rose flower|🌻 sunflower|\
    🌷 tulip|🌲 tree|🍀 clover luck|🍁 leaf autumn|🌍 earth world|🌙 moon night|\
    ⭐ star|🌟 glowing_star|✨ sparkles|⚡ lightning|🔥 fire|🌈 rainbow|\
    ☀️ sun|☁️ cloud|🌧️ rain|❄️ snowflake|⛄ snowman|🌊 ocean sea|\
    🍎 apple|🍌 banana|🍓 strawberry|🍕 pizza|🍔 burger|🍟 fries|\
    🍞 bread|🧀 cheese|🍰 cake|🎂 birthday|🍪 cookie|🍫 chocolate|\
    🍦 ice_cream|☕ coffee tea|🍺 beer|🍷 wine|🥂 cheers|🍽️ dinner food|\
    ⚽ soccer football|🏀 basketball|🎾 tennis|🏆 trophy|🥇 gold_medal|🎉 tada party|\
    🎁 gift present|🎈 balloon|🎵 music note|🎸 guitar|🎮 video_game|🎬 movie film|\
    🚗 car|🚌 bus|🚂 train|🚲 bike|✈️ airplane flight|🚀 rocket|\
    ⛵ boat sail|🏠 house home|🏖️ beach|⛰️ mountain|⏰ alarm_clock|⌛ hourglass|\
    📅 calendar|📌 pin|📎 paperclip|📷 camera|📞 telephone|💻 laptop computer|\
    📱 phone|💡 bulb idea|🔒 lock|🔑 key|🔨 hammer tool|💰 money|\
    📚 books|✏️ pencil|✅ check done|❌ cross no|❓ question|❗ exclamation|\
    ⚠️ warning|🚫 forbidden|♻️ recycle|🆗 ok|🏁 finish_flag|👑 crown|\
    💎 gem|💍 ring";

/// All emoji with their names, in the order in which they are shown.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.split('|').filter_map(|entry| entry.split_once(' '))
}

/// Those whose name, or a word for them, holds what is looked for.
#[must_use]
pub fn search(words: &str) -> Vec<(&'static str, &'static str)> {
    let words = words.trim().trim_matches(':').to_ascii_lowercase().replace(' ', "_");
    all().filter(|(_, names)| names.contains(&words)).collect()
}

/// The text with emoji in place of their `:names:`; `None` if there is none in it.
#[must_use]
pub fn replaced(text: &str) -> Option<String> {
    let mut done = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once(':') {
        done.push_str(before);
        let name = after.split_once(':').filter(|_| !done.ends_with(char::is_alphanumeric));
        let emoji = name.and_then(|(name, behind)| Some((named(name)?, behind)));
        if let Some((emoji, behind)) = emoji {
            done.push_str(emoji);
            rest = behind;
            found = true;
        } else {
            done.push(':');
            rest = after;
        }
    }
    done.push_str(rest);
    found.then_some(done)
}

/// A reaction; `None` for what is no single emoji.
#[must_use]
pub fn reaction(text: &str) -> Option<Emoji> {
    Emoji::parse(text).ok()
}

fn named(name: &str) -> Option<&'static str> {
    if name.len() > NAME_CHARS {
        return None;
    }
    let mut known = all().filter(|(_, names)| names.split(' ').next() == Some(name));
    known.next().map(|(emoji, _)| emoji)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_emoji_can_be_put_under_a_message_and_has_a_name_of_its_own() {
        let mut names = BTreeSet::new();
        for (emoji, words) in all() {
            assert!(reaction(emoji).is_some(), "{emoji}");
            let name = words.split(' ').next().unwrap_or_default();
            assert!(names.insert(name) && name.len() <= NAME_CHARS, "{name}");
            let plain = |c: char| c.is_ascii_lowercase() || c == '_';
            assert!(name.len() > 1 && name.chars().all(plain), "{name}");
        }
        assert!(names.len() >= 200);
        assert!(FREQUENT.iter().all(|emoji| all().any(|(other, _)| other == *emoji)));
    }

    #[test]
    fn a_name_between_colons_becomes_its_emoji() {
        for (text, after) in [
            (":tada:", "🎉"),
            ("a :tada: b :joy:", "a 🎉 b 😂"),
            (":tada::joy:", "🎉😂"),
            ("x: :heart:", "x: ❤️"),
            ("::tada:", ":🎉"),
        ] {
            assert_eq!(replaced(text).as_deref(), Some(after), "{text}");
        }
    }

    #[test]
    fn other_colons_stay() {
        for text in [
            "",
            ":",
            "::",
            ":tada",
            "tada:",
            ":TADA:",
            ": tada:",
            ":tada :",
            "10:00:30",
            "a:tada:",
            ":nothing_such:",
            "https://x:80/",
        ] {
            assert_eq!(replaced(text), None, "{text}");
        }
        assert_eq!(replaced(&":a".repeat(20_000)), None);
    }

    #[test]
    fn a_search_finds_names_and_words() {
        assert!(search("laugh").iter().any(|(emoji, _)| *emoji == "😂"));
        assert!(search("thumbs").len() == 2 && search(":Broken heart").len() == 1);
        assert!(search("nothing such").is_empty());
        assert_eq!(search("").len(), all().count());
    }
}
