//! How Discord is reached: the token, and where a test or a rate-limit proxy stands in for the real address.
//!
//! The token travels on every request, so it goes nowhere but to Discord, to this machine, or to a proxy over https.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use reqwest::{Certificate, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serenity::builder::CreateAllowedMentions;
use serenity::http::{Http, HttpBuilder};

/// What to do about a token that is missing or wrong.
pub const HOW_TO_GET_A_TOKEN: &str = "open https://discord.com/developers/applications, your application, Bot, Reset Token, \
     and set DISCORD_TOKEN to what it shows, or DISCORD_TOKEN_FILE to a file that holds it";

/// Time for one request from its first byte to its last. An interaction is void after 3 s; whoever is later than this is gone.
const REQUEST_MOST: Duration = Duration::from_secs(10);
/// Time to open a connection.
const CONNECT_MOST: Duration = Duration::from_secs(5);
/// The one name serenity sends its requests to.
const DISCORD: &str = "discord.com";

/// The token and the way to Discord, checked.
#[derive(Debug)]
pub struct Access {
    token: SecretString,
    route: Route,
}

/// Where requests go.
#[derive(Debug)]
enum Route {
    /// To Discord.
    Direct,
    /// To another base address, which also keeps the rate limits.
    Proxy(Url),
    /// To this address under Discord's name, trusting this certificate.
    StandIn(SocketAddr, Certificate),
}

/// What is wrong with the environment.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// No token anywhere.
    #[error("there is no bot token: {HOW_TO_GET_A_TOKEN}")]
    NoToken,
    /// The token holds what cannot be sent.
    #[error("the bot token holds spaces or characters that no token has: {HOW_TO_GET_A_TOKEN}")]
    TokenCharacters,
    /// A file that a variable names cannot be used.
    #[error("`{variable}` names `{}`, which cannot be read: {reason}", path.display())]
    File {
        /// The variable.
        variable: &'static str,
        /// The file it names.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The base address is of the wrong form, or would carry the token in the open.
    #[error(
        "`DISCORD_API_BASE` must be http://127.0.0.1:PORT, or https:// for a proxy elsewhere, without a path: the token travels on it"
    )]
    Base,
    /// The stand-in is not on this machine.
    #[error(
        "`DISCORD_API_RESOLVE` must be an address of this machine such as 127.0.0.1:8443: the token travels to it"
    )]
    Resolve,
    /// One of the two variables is missing.
    #[error("`DISCORD_API_RESOLVE` and `DISCORD_API_CA` are set together or not at all")]
    ResolveAlone,
    /// The TLS library does not start.
    #[error("the TLS library cannot be used: {0}")]
    Tls(String),
}

impl Access {
    /// Reads `DISCORD_TOKEN`, `DISCORD_TOKEN_FILE` and the variables that lead elsewhere. What is set to nothing counts as not set.
    ///
    /// # Errors
    /// Without a token, and for an address that would give it away.
    pub fn from_environment(
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, AccessError> {
        let variable = |name: &str| {
            variable(name)
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        // The route comes first: its variables are set by somebody who tests, and a missing token would hide what is wrong with them.
        let route = route(variable)?;
        Ok(Self {
            token: token(variable)?,
            route,
        })
    }

    /// A client for Discord's HTTP interface that lets no message ping anybody.
    ///
    /// # Errors
    /// Where the TLS library does not start.
    pub(super) fn http(&self) -> Result<Http, AccessError> {
        let mut client = reqwest::Client::builder()
            .tls_backend_native()
            .timeout(REQUEST_MOST)
            .connect_timeout(CONNECT_MOST);
        let mut http = HttpBuilder::new(self.token.expose_secret())
            .default_allowed_mentions(CreateAllowedMentions::new());
        match &self.route {
            Route::Direct => {}
            Route::Proxy(base) => {
                // serenity asks its proxy only where its own rate limiter is off.
                http = http.proxy(base.as_str()).ratelimiter_disabled(true);
                if is_loopback(base) {
                    client = client.no_proxy();
                }
            }
            Route::StandIn(address, certificate) => {
                client = client
                    .no_proxy()
                    .resolve(DISCORD, *address)
                    .tls_certs_merge([certificate.clone()]);
            }
        }
        let client = client
            .build()
            .map_err(|error| AccessError::Tls(error.without_url().to_string()))?;
        Ok(http.client(client).build())
    }
}

fn token(variable: impl Fn(&str) -> Option<String>) -> Result<SecretString, AccessError> {
    let raw = match (variable("DISCORD_TOKEN"), variable("DISCORD_TOKEN_FILE")) {
        (Some(token), _) => token,
        (None, Some(path)) => {
            let path = PathBuf::from(path);
            std::fs::read_to_string(&path).map_err(|error| AccessError::File {
                variable: "DISCORD_TOKEN_FILE",
                path,
                reason: error.to_string(),
            })?
        }
        (None, None) => return Err(AccessError::NoToken),
    };
    // Tokens are pasted with the quotation marks of an .env file and with the word of the header before them.
    let token = raw.trim().trim_matches('"');
    let token = token.strip_prefix("Bot ").unwrap_or(token).trim();
    if token.is_empty() {
        return Err(AccessError::NoToken);
    }
    // The form alone refuses nothing but what no header can carry: whether it is a token, Discord decides.
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(AccessError::TokenCharacters);
    }
    Ok(SecretString::from(token))
}

fn route(variable: impl Fn(&str) -> Option<String>) -> Result<Route, AccessError> {
    if let Some(base) = variable("DISCORD_API_BASE") {
        return base_address(&base)
            .map(Route::Proxy)
            .ok_or(AccessError::Base);
    }
    match (variable("DISCORD_API_RESOLVE"), variable("DISCORD_API_CA")) {
        (None, None) => Ok(Route::Direct),
        (Some(address), Some(path)) => {
            let address: SocketAddr = address.parse().map_err(|_| AccessError::Resolve)?;
            if !address.ip().is_loopback() {
                return Err(AccessError::Resolve);
            }
            let path = PathBuf::from(path);
            let read = std::fs::read(&path).map_err(|error| error.to_string());
            let certificate =
                read.and_then(|pem| Certificate::from_pem(&pem).map_err(|error| error.to_string()));
            let unusable = |reason| AccessError::File {
                variable: "DISCORD_API_CA",
                path,
                reason,
            };
            Ok(Route::StandIn(address, certificate.map_err(unusable)?))
        }
        _ => Err(AccessError::ResolveAlone),
    }
}

fn base_address(text: &str) -> Option<Url> {
    let base = Url::parse(text).ok()?;
    let safe = match base.scheme() {
        "http" => is_loopback(&base),
        "https" => base.host_str().is_some(),
        _ => false,
    };
    let nothing_more = base.path() == "/"
        && base.query().is_none()
        && base.fragment().is_none()
        && base.username().is_empty()
        && base.password().is_none();
    (safe && nothing_more).then_some(base)
}

fn is_loopback(base: &Url) -> bool {
    let host = base.host_str().unwrap_or_default();
    let ip = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: Result<&str, &str>) {
        let read = Access::from_environment(|name| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        });
        let read = read
            .map(|access| access.token.expose_secret().to_owned())
            .map_err(|error| error.to_string());
        match (read, expected) {
            (Ok(token), Ok(expected)) => assert_eq!(token, expected),
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{error}"),
            (read, expected) => panic!("{read:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn the_token_is_read_as_it_is_pasted() {
        check(&[("DISCORD_TOKEN", " a.b.c \n")], Ok("a.b.c"));
        check(&[("DISCORD_TOKEN", "\"Bot a.b.c\"")], Ok("a.b.c"));
        check(
            &[("DISCORD_TOKEN", "no dots")],
            Err("characters that no token has"),
        );
        check(&[("DISCORD_TOKEN", "nodots")], Ok("nodots"));
        check(
            &[("DISCORD_TOKEN", "  ")],
            Err("there is no bot token: open https://discord.com/developers"),
        );
        check(&[], Err("DISCORD_TOKEN_FILE"));
        check(
            &[("DISCORD_TOKEN_FILE", "/no/such/file")],
            Err("`DISCORD_TOKEN_FILE` names `/no/such/file`"),
        );
        check(
            &[
                ("DISCORD_TOKEN", "a.b.c"),
                ("DISCORD_TOKEN_FILE", "/no/such/file"),
            ],
            Ok("a.b.c"),
        );
    }

    #[test]
    fn the_token_never_travels_in_the_open() {
        for base in [
            "http://127.0.0.1:8080",
            "http://127.0.0.1:8080/",
            "http://[::1]:8080",
            "http://localhost:1",
            "https://proxy.example",
        ] {
            check(
                &[("DISCORD_TOKEN", "a.b.c"), ("DISCORD_API_BASE", base)],
                Ok("a.b.c"),
            );
        }
        for base in [
            "http://10.0.0.1:8080",
            "http://proxy.example",
            "http://127.0.0.1.example:80",
            "http://127.0.0.1:80/api",
            "https://user:word@proxy.example",
            "https://proxy.example?x",
            "ftp://127.0.0.1",
            "127.0.0.1:8080",
        ] {
            check(
                &[("DISCORD_TOKEN", "a.b.c"), ("DISCORD_API_BASE", base)],
                Err("DISCORD_API_BASE"),
            );
        }
        check(
            &[
                ("DISCORD_TOKEN", "a.b.c"),
                ("DISCORD_API_RESOLVE", "10.0.0.1:443"),
                ("DISCORD_API_CA", "x"),
            ],
            Err("DISCORD_API_RESOLVE"),
        );
        check(
            &[
                ("DISCORD_TOKEN", "a.b.c"),
                ("DISCORD_API_RESOLVE", "127.0.0.1:443"),
            ],
            Err("set together"),
        );
        check(
            &[
                ("DISCORD_TOKEN", "a.b.c"),
                ("DISCORD_API_RESOLVE", "127.0.0.1:1"),
                ("DISCORD_API_CA", "/no/ca"),
            ],
            Err("`/no/ca`"),
        );
    }

    #[test]
    fn the_token_is_not_in_the_debug_form() {
        let access = Access::from_environment(|name| {
            (name == "DISCORD_TOKEN").then(|| "sesame.b.c".to_owned())
        })
        .unwrap();
        assert!(!format!("{access:?} {:?}", access.http().unwrap()).contains("sesame"));
    }
}
