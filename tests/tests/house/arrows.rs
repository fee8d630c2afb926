//! The arrows that must never be, between rooms of one crate.

use crate::rule::Rule;

const NONE: &[&str] = &[];

#[test]
fn the_shared_crates_name_neither_the_standard_library_nor_the_outside() {
    Rule {
        says: "wire and protocol are no_std: no socket, clock, thread or random source of their own",
        rooms: &["wire/src/", "protocol/src/"],
        except: NONE,
        names: &["std::", "getrandom::", "tokio::", "web_sys::", "js_sys::"],
        words: &["OsRng", "thread_rng", "SystemTime", "Instant"],
        texts: NONE,
        broken_by: (
            "protocol/src/link/keep.rs",
            "fn now() -> u64 { std::time::SystemTime::now() }",
        ),
        kept_by: (
            "protocol/src/link/keep.rs",
            "fn now(now: Timestamp) -> core::time::Duration {}",
        ),
    }
    .hold();
}

#[test]
fn sql_stands_in_the_store_alone() {
    Rule {
        says: "SQL outside phone/src/store",
        rooms: NONE,
        except: &["phone/src/store/"],
        names: NONE,
        words: &["include_sql"],
        texts: &[
            "SELECT ",
            "INSERT ",
            "DELETE FROM",
            "UPDATE ",
            "CREATE TABLE",
            "CREATE INDEX",
            "PRAGMA ",
            "REPLACE INTO",
            ".sql",
        ],
        broken_by: (
            "phone/src/chat/open.rs",
            r#"fn a(db: &Db) { db.execute("SELECT text FROM message") }"#,
        ),
        kept_by: (
            "phone/src/store/chat.rs",
            r#"fn a(db: &Db) { db.execute("SELECT text FROM message") }"#,
        ),
    }
    .hold();
}

#[test]
fn the_database_is_opened_in_the_store_alone() {
    Rule {
        says: "rusqlite outside phone/src/store (phone/src/mls may name its connection, which OpenMLS's storage takes)",
        rooms: NONE,
        except: &["phone/src/store/", "phone/src/mls/"],
        names: &["rusqlite::"],
        words: NONE,
        texts: NONE,
        broken_by: ("phone/src/cli/send.rs", "use rusqlite::{Connection, params};"),
        kept_by: ("phone/src/mls/group.rs", "use rusqlite::Connection;"),
    }
    .hold();
}

#[test]
fn a_cipher_is_named_in_the_room_for_ciphers_alone() {
    Rule {
        says: "a cipher crate outside protocol/src/crypto",
        rooms: NONE,
        except: &["protocol/src/crypto/"],
        names: &[
            "snow::",
            "chacha20poly1305::",
            "x25519_dalek::",
            "blake2::",
            "aead::",
            "aead_stream::",
            "argon2::",
            "aes_gcm::",
            "hmac::",
            "hkdf::",
        ],
        words: NONE,
        texts: NONE,
        broken_by: ("protocol/src/session/key.rs", "use blake2::{Blake2s256, Digest};"),
        kept_by: ("protocol/src/crypto/kdf.rs", "use blake2::{Blake2s256, Digest};"),
    }
    .hold();
}

#[test]
fn mls_is_named_in_the_room_for_mls_alone() {
    Rule {
        says: "OpenMLS outside phone/src/mls",
        rooms: NONE,
        except: &["phone/src/mls/"],
        names: &[
            "openmls::",
            "openmls_traits::",
            "openmls_basic_credential::",
            "openmls_libcrux_crypto::",
            "openmls_sqlite_storage::",
        ],
        words: NONE,
        texts: NONE,
        broken_by: ("phone/src/app/mail.rs", "use openmls::prelude::MlsGroup;"),
        kept_by: ("phone/src/mls/group.rs", "use openmls::prelude::MlsGroup;"),
    }
    .hold();
}

#[test]
fn a_screen_names_no_store_no_socket_and_no_cipher() {
    Rule {
        says: "a screen that goes past content::Request: to the store, a relay's socket, MLS or the ciphers",
        rooms: &["phone/src/tui/", "phone/src/cli/", "client-wasm/src/view/"],
        except: NONE,
        names: &[
            "crate::store",
            "crate::mls",
            "crate::socket",
            "crate::driver",
            "crate::app",
            "pillion_protocol::crypto",
            "pillion_protocol::session",
            "tokio_tungstenite::",
            "tokio::net",
            "std::net",
            "web_sys::WebSocket",
            "web_sys::Idb",
        ],
        words: &["WebSocket", "SubtleCrypto"],
        texts: NONE,
        broken_by: ("phone/src/tui/thread.rs", "use super::super::store::Store;"),
        kept_by: (
            "phone/src/tui/thread.rs",
            "use pillion_protocol::content::message::Message;",
        ),
    }
    .hold();
}

#[test]
fn a_machine_and_a_model_know_no_driver() {
    Rule {
        says: "a pure part that names a runtime, a screen, a socket, a file or a clock",
        rooms: &[
            "relay/src/hub/",
            "phone/src/app/",
            "phone/src/tui/model/",
            "phone/src/tui/update/",
            "client-wasm/src/client/",
            "client-wasm/src/model/",
            "client-wasm/src/update/",
        ],
        except: NONE,
        names: &[
            "tokio::",
            "warp::",
            "web_sys::",
            "js_sys::",
            "wasm_bindgen::",
            "leptos_dom::",
            "reactive_graph::",
            "ratatui::",
            "crossterm::",
            "getrandom::",
            "std::net",
            "std::fs",
            "std::time",
            "std::thread",
            "std::process",
        ],
        words: &["HashMap", "HashSet", "SystemTime"],
        texts: NONE,
        broken_by: (
            "relay/src/hub/mailbox.rs",
            "use std::{collections::BTreeMap, time::Instant};",
        ),
        kept_by: ("relay/src/hub/mailbox.rs", "use std::collections::BTreeMap;"),
    }
    .hold();
}

#[test]
fn what_people_write_never_becomes_html() {
    Rule {
        says: "a text set as HTML",
        rooms: NONE,
        except: NONE,
        names: NONE,
        words: &[
            "inner_html",
            "set_inner_html",
            "outer_html",
            "set_outer_html",
            "insert_adjacent_html",
            "create_contextual_fragment",
            "parse_from_string",
            "write_ln",
            "eval",
            "new_no_args",
            "srcdoc",
            "set_srcdoc",
        ],
        texts: &[
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "javascript:",
        ],
        broken_by: (
            "client-wasm/src/view/thread.rs",
            "fn a() { view! { <p inner_html=text/> } }",
        ),
        kept_by: ("client-wasm/src/view/thread.rs", "fn a() { view! { <p>{text}</p> } }"),
    }
    .hold();
}

#[test]
fn only_the_programs_themselves_use_anyhow() {
    Rule {
        says: "anyhow outside main.rs: elsewhere an error has a type",
        rooms: NONE,
        except: &["relay/src/main.rs", "phone/src/main.rs"],
        names: &["anyhow::"],
        words: NONE,
        texts: NONE,
        broken_by: ("phone/src/store/open.rs", "fn a() -> anyhow::Result<()> {}"),
        kept_by: ("phone/src/main.rs", "fn a() -> anyhow::Result<()> {}"),
    }
    .hold();
}
