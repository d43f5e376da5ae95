//! The command that opens the inbox: for moderators of a server that has invited the bot.

use serenity::builder::CreateCommand;
use serenity::model::Permissions;
use serenity::model::application::{CommandOptionType, InstallationContext, InteractionContext};

use super::{command, option};

/// Its name.
pub(in crate::discord) const INBOX: &str = "inbox";
/// Names of its options.
pub(in crate::discord) const NUMBER: &str = "number";
pub(in crate::discord) const ENTRY: &str = "entry";

/// It.
pub(super) fn inbox() -> CreateCommand {
    command(
        INBOX,
        "eingang",
        "Shows what members asked and nothing answered, and teaches the bot.",
        "Zeigt, was gefragt wurde und offen blieb, und lehrt den Bot.",
    )
    .integration_types(vec![InstallationContext::Guild])
    .contexts(vec![InteractionContext::Guild])
    .default_member_permissions(Permissions::MANAGE_MESSAGES)
    .add_option(
        option(
            CommandOptionType::Integer,
            NUMBER,
            "nummer",
            "The number of a question, to open its group at once.",
            "Die Nummer einer Frage, um ihre Gruppe gleich zu öffnen.",
        )
        .min_int_value(1),
    )
    .add_option(
        option(
            CommandOptionType::String,
            ENTRY,
            "eintrag",
            "With a number: the entry that answers it.",
            "Mit einer Nummer: der Eintrag, der sie beantwortet.",
        )
        .set_autocomplete(true),
    )
}
