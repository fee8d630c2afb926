//! What the command line can do with groups.

use std::path::PathBuf;

use clap::Subcommand;

use super::{
    account::OnOff,
    file::{Drawn, Shown},
};

/// What can be done with groups. GROUP is the name of a group or its chat id.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub enum GroupVerb {
    /// Makes a group with some of your contacts.
    Create {
        /// The name of the group.
        name: String,
        /// Their handles.
        #[arg(required = true, value_name = "HANDLE")]
        handles: Vec<String>,
        /// A picture of the group (PNG, JPEG).
        #[arg(long, value_name = "FILE")]
        picture: Option<PathBuf>,
    },
    /// Lists the groups, the last used first.
    List,
    /// Lists who is in a group, admins first.
    Members {
        /// The group.
        group: String,
    },
    /// Lets contacts into a group.
    Add {
        /// The group.
        group: String,
        /// Their handles.
        #[arg(required = true, value_name = "HANDLE")]
        handles: Vec<String>,
    },
    /// Takes members out of a group.
    Remove {
        /// The group.
        group: String,
        /// Their handles.
        #[arg(required = true, value_name = "HANDLE")]
        handles: Vec<String>,
    },
    /// Gives a group another name.
    Rename {
        /// The group.
        group: String,
        /// Its name from now on.
        name: String,
    },
    /// Gives a group another picture, or none.
    Picture {
        /// The group.
        group: String,
        /// The picture.
        #[command(flatten)]
        shown: Shown,
    },
    /// Makes a member an admin, or takes that away.
    Admin {
        /// The group.
        group: String,
        /// The member's handle.
        handle: String,
        /// Whether it is to be one.
        on: OnOff,
    },
    /// Leaves a group; it can still be read.
    Leave {
        /// The group.
        group: String,
    },
    /// Prints the link by which people ask to be let into a group.
    Invite {
        /// The group.
        group: String,
        /// Makes a new one; the one before is good for nothing then.
        #[arg(long)]
        renew: bool,
        /// The link as a picture.
        #[command(flatten)]
        drawn: Drawn,
    },
    /// Asks to be let into a group by such a link.
    Join {
        /// The link, or a picture (PNG, JPEG) of its QR code.
        #[arg(value_name = "LINK|IMAGE")]
        link: String,
    },
    /// Lists who asks to be let into a group.
    Asking {
        /// The group.
        group: String,
    },
    /// Lets somebody in who has asked.
    Admit {
        /// The group.
        group: String,
        /// Their handle.
        handle: String,
    },
    /// Does not let somebody in who has asked.
    TurnAway {
        /// The group.
        group: String,
        /// Their handle.
        handle: String,
    },
}
