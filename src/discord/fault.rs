//! Why a request came to nothing, in words that may be logged.
//!
//! serenity's and reqwest's own words hold the address, and the address of an interaction holds its token.

use std::time::Duration;

use serenity::http::{ErrorResponse, HttpError};
use tracing::{Instrument as _, error};

/// What Discord, or the way to it, did with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// Discord said no. The code is Discord's own for the case; -1 where it gave none.
    #[error("Discord answered {status} (code {code})")]
    Answered {
        /// HTTP status.
        status: u16,
        /// Discord's code.
        code: isize,
    },
    /// It took too long.
    #[error("Discord did not answer in time")]
    TimedOut,
    /// No connection.
    #[error("Discord is out of reach")]
    OutOfReach,
    /// Discord took the request, and its answer is not understood.
    #[error("Discord's answer could not be read")]
    Unreadable,
    /// The request was never sent.
    #[error("the request could not be made")]
    NotSent,
}

impl Fault {
    /// Whether what was to be changed is not there (any more).
    pub(super) const fn is_gone(self) -> bool {
        matches!(self, Self::Answered { status: 404, .. })
    }

    /// Whether Discord refuses whoever asks, so that asking again is no use.
    pub(super) const fn is_refusal(self) -> bool {
        matches!(
            self,
            Self::Answered {
                status: 401 | 403,
                ..
            }
        )
    }
}

/// Gives `request` so much time, all waiting and trying again included: serenity's rate limiter asks without a pause, and for ever,
/// where Discord says 429 in a way it does not understand.
pub(super) async fn within<T, E: Into<Fault>>(
    most: Duration,
    request: impl Future<Output = Result<T, E>>,
) -> Result<T, Fault> {
    match tokio::time::timeout(most, request).await {
        Ok(result) => result.map_err(Into::into),
        Err(_) => Err(Fault::TimedOut),
    }
}

/// Runs `answering` in a task of its own, so that a panic in it is an answer too: what to tell the member, which stands in the log as well.
pub(super) async fn caught<T: Send + 'static>(
    answering: impl Future<Output = T> + Send + 'static,
    reference: impl FnOnce() -> String,
) -> Result<T, String> {
    let answered = tokio::spawn(answering.in_current_span()).await;
    answered.map_err(|_| {
        let reference = reference();
        error!(reference, "a question could not be answered");
        reference
    })
}

impl From<serenity::Error> for Fault {
    fn from(error: serenity::Error) -> Self {
        match error {
            serenity::Error::Http(HttpError::UnsuccessfulRequest(ErrorResponse {
                status_code,
                error,
                ..
            })) => Self::Answered {
                status: status_code.as_u16(),
                code: error.code,
            },
            serenity::Error::Http(HttpError::Request(error)) => error.into(),
            serenity::Error::Json(_) => Self::Unreadable,
            _ => Self::NotSent,
        }
    }
}

impl From<reqwest::Error> for Fault {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            Self::TimedOut
        } else if error.is_body() || error.is_decode() {
            Self::Unreadable
        } else if error.is_builder() {
            Self::NotSent
        } else {
            Self::OutOfReach
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_told_to_who_asked() {
        let reference = || "k3x".to_owned();
        assert_eq!(caught(async { 7 }, reference).await, Ok(7));
        let broken = caught(async { panic!("a mistake") }, reference);
        assert_eq!(broken.await, Err::<u8, _>("k3x".to_owned()));
    }
}
