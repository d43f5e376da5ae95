//! The options of a command, read by name. A subcommand is an option that holds the others.

use serenity::model::application::{CommandData, CommandDataOption, CommandDataOptionValue};
use serenity::model::id::ChannelId;

/// Options of a command or of its subcommand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options<'c> {
    /// The subcommand; empty where there is none.
    pub(super) subcommand: &'c str,
    options: &'c [CommandDataOption],
}

impl<'c> Options<'c> {
    /// The options of a command.
    pub(super) fn of(command: &'c CommandData) -> Self {
        match command.options.first() {
            Some(CommandDataOption {
                name,
                value: CommandDataOptionValue::SubCommand(options),
                ..
            }) => Self {
                subcommand: name,
                options,
            },
            _ => Self {
                subcommand: "",
                options: &command.options,
            },
        }
    }

    fn value(&self, name: &str) -> Option<&'c CommandDataOptionValue> {
        let option = self.options.iter().find(|option| option.name == name)?;
        Some(&option.value)
    }

    /// What was typed or chosen; `None` where it was left out.
    pub(super) fn text(&self, name: &str) -> Option<&'c str> {
        match self.value(name)? {
            CommandDataOptionValue::String(text) => Some(text.trim()),
            _ => None,
        }
    }

    /// Yes or no.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            CommandDataOptionValue::Boolean(switch) => Some(*switch),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        match self.value(name)? {
            CommandDataOptionValue::Integer(number) => u32::try_from(*number).ok(),
            _ => None,
        }
    }

    /// A channel.
    pub(super) fn channel(&self, name: &str) -> Option<ChannelId> {
        match self.value(name)? {
            CommandDataOptionValue::Channel(channel) => Some(*channel),
            _ => None,
        }
    }
}
