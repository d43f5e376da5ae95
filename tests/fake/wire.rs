//! A wire between the bot and the gateway that can be torn in the ways a network tears it.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Forwards connections until it is torn.
#[derive(Debug)]
pub struct Wire {
    address: SocketAddr,
    torn: watch::Sender<bool>,
    listening: JoinHandle<()>,
}

impl Wire {
    /// A wire to `target`.
    pub async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let torn = watch::Sender::new(false);
        let seen = torn.clone();
        let listening = tokio::spawn(async move {
            while let Ok((here, _)) = listener.accept().await {
                tokio::spawn(forward(here, target, seen.subscribe()));
            }
        });
        Self {
            address,
            torn,
            listening,
        }
    }

    /// An end that takes connections and never says a word.
    pub async fn to_nowhere() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let listening = tokio::spawn(async move {
            let mut kept = Vec::new();
            while let Ok((here, _)) = listener.accept().await {
                kept.push(here);
            }
        });
        Self {
            address,
            torn: watch::Sender::new(false),
            listening,
        }
    }

    /// Where it begins.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Resets every connection and refuses new ones.
    pub async fn tear(self) {
        self.listening.abort();
        // The port is closed only when the task is gone.
        drop(self.listening.await);
        self.torn.send_replace(true);
    }
}

async fn forward(mut here: TcpStream, target: SocketAddr, mut torn: watch::Receiver<bool>) {
    let mut there = TcpStream::connect(target).await.unwrap();
    tokio::select! {
        _ = copy_bidirectional(&mut here, &mut there) => {}
        // Without lingering a closed socket sends a reset instead of a good-bye.
        _ = torn.wait_for(|torn| *torn) => here.set_zero_linger().unwrap(),
    }
}
