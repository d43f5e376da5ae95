//! A wire to a server that can be cut, or fall silent, and be mended.

use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How the wire is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// All goes through.
    Whole,
    /// Connections are closed, new ones at once.
    Cut,
    /// Nothing goes through, and nobody is told. What was connected then stays so for good.
    Silent,
}

/// Where the wire begins.
pub struct Proxy {
    /// The address of the near end.
    pub near: SocketAddr,
    wire: watch::Sender<Wire>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// A wire to `far`.
    pub async fn to(far: SocketAddr, wire: Wire) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let near = listener.local_addr().unwrap();
        let wire = watch::Sender::new(wire);
        let state = wire.subscribe();
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(carry(stream, far, state.clone()));
            }
        });
        Self { near, wire, task }
    }

    /// Cuts or mends it.
    pub fn set(&self, wire: Wire) {
        self.wire.send_replace(wire);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(mut near: TcpStream, far: SocketAddr, mut wire: watch::Receiver<Wire>) {
    let begun = *wire.borrow_and_update();
    if begun == Wire::Whole {
        let mut far = TcpStream::connect(far).await.unwrap();
        tokio::select! {
            _ = tokio::io::copy_bidirectional(&mut near, &mut far) => return,
            _ = wire.changed() => {}
        }
    }
    if *wire.borrow() == Wire::Silent || begun == Wire::Silent {
        // Held open, whatever becomes of the wire, until the near end gives up.
        drop(tokio::io::copy(&mut near, &mut tokio::io::sink()).await);
    }
}
