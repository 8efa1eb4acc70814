//! A reader of the live stream that does not read.

use std::time::Duration;

use cases::case;
use socket2::{Domain, Socket, Type};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::world::{World, attempt_id};

/// More than the gateway and both ends of the line keep.
const SAID: usize = 600;

/// A line that holds little: small segments and a small window keep what the system buffers small.
fn narrow_line(world: &World) -> TcpStream {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.set_tcp_mss(536).unwrap();
    socket.set_recv_buffer_size(1024).unwrap();
    socket.connect(&world.gateway().address().into()).unwrap();
    socket.set_nonblocking(true).unwrap();
    TcpStream::from_std(socket.into()).unwrap()
}

#[tokio::test]
async fn f49_a_reader_that_is_too_slow_is_told_to_read_again_and_misses_nothing_before() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    widget.portal().await;
    let mut line = narrow_line(&world);
    let request = format!(
        "GET /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nconnection: close\r\n\r\n",
        widget.token
    );
    line.write_all(request.as_bytes()).await.unwrap();
    // What is said before the gateway listens for this reader, it need not hear.
    let mut text = String::new();
    while !text.contains(": open") {
        let mut piece = [0; 64];
        let length = line.read(&mut piece).await.unwrap();
        assert!(length > 0, "the stream does not open");
        text.push_str(std::str::from_utf8(&piece[..length]).unwrap());
    }
    // Each attempt takes the place of the one before, which is told.
    for _ in 0..=SAID {
        widget.ticket(&attempt_id(), "facebook").await;
    }
    tokio::time::timeout(Duration::from_secs(5), line.read_to_string(&mut text))
        .await
        .expect("the stream does not end")
        .unwrap();
    let numbers: Vec<usize> = text
        .lines()
        .filter_map(|line| line.strip_prefix("id: ")?.split_once('-')?.1.parse().ok())
        .collect();
    let heard = numbers.len();
    assert!(heard < SAID, "it was never too slow");
    assert!(
        numbers.iter().copied().eq(1..=heard),
        "a silent hole: {numbers:?}"
    );
    let last = text
        .lines()
        .rfind(|line| line.starts_with("data: "))
        .unwrap();
    assert_eq!(last, r#"data: {"type":"resync"}"#);
    case("told, and ended");
}
