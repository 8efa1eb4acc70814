//! Bodies that something is wrong with.

use std::io::Write;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Result, anyhow};
use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt, stream};

type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>;

static SPACE: [u8; 1 << 16] = [b' '; 1 << 16];
/// 400 kbit/s.
const BYTES_A_SECOND: usize = 50_000;

fn pieces(body: Body) -> Pieces {
    Box::pin(
        body.into_data_stream()
            .map(|piece| piece.map_err(anyhow::Error::from)),
    )
}

/// Counted in `open` for as long as somebody holds it.
pub fn counted(body: Body, open: &Arc<AtomicUsize>) -> Body {
    struct Open(Arc<AtomicUsize>);
    impl Drop for Open {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }
    open.fetch_add(1, Ordering::Relaxed);
    let open = Open(Arc::clone(open));
    let held = stream::unfold((pieces(body), open), |(mut pieces, open)| async move {
        let piece = pieces.next().await?;
        Some((piece, (pieces, open)))
    });
    Body::from_stream(held)
}

/// So many bytes, then the connection breaks.
pub fn cut(body: Body, after: usize) -> Body {
    let left = stream::unfold((pieces(body), after), |(mut pieces, left)| async move {
        if left == 0 {
            // What was sent is to arrive first.
            tokio::time::sleep(Duration::from_millis(20)).await;
            return Some((Err(anyhow!("cut")), (pieces, 0)));
        }
        let piece = pieces
            .next()
            .await?
            .map(|piece| piece.slice(..piece.len().min(left)));
        let left = left - piece.as_ref().map_or(0, Bytes::len);
        Some((piece, (pieces, left)))
    });
    Body::from_stream(left)
}

/// All of it, and space for ever.
pub fn endless(body: Body, poured: Arc<AtomicUsize>) -> Body {
    let space = stream::repeat_with(move || {
        poured.fetch_add(SPACE.len(), Ordering::Relaxed);
        Ok(Bytes::from_static(&SPACE))
    });
    Body::from_stream(pieces(body).chain(space))
}

/// 64 MiB of space after `whole`, packed.
pub fn bomb(whole: &[u8]) -> Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(whole)?;
    for _ in 0..1_024 {
        packed.write_all(&SPACE)?;
    }
    Ok(packed.finish()?)
}

/// What comes within `length`.
pub fn short(body: Body, length: Duration) -> Body {
    let end = Box::pin(tokio::time::sleep(length));
    Body::from_stream(pieces(body).take_until(end))
}

/// The first piece, and nothing after it.
pub fn held(body: Body) -> Body {
    let first = stream::unfold((pieces(body), true), |(mut pieces, first)| async move {
        if !first {
            // The gateway is listened to all the same.
            while pieces.next().await.is_some() {}
            std::future::pending::<()>().await;
        }
        Some((pieces.next().await?, (pieces, false)))
    });
    Body::from_stream(first)
}

/// All of it, with `text` in between.
pub fn storm(body: Body, after: Duration, text: String) -> Body {
    let text = stream::once(async move {
        tokio::time::sleep(after).await;
        Ok(Bytes::from(text))
    });
    Body::from_stream(stream::select(pieces(body), Box::pin(text)))
}

/// No faster than the line is; everybody who uses it waits for each other.
pub fn slow(body: Body, narrow: Arc<tokio::sync::Mutex<()>>) -> Body {
    const STEP: usize = 2_500;
    let steps = pieces(body).flat_map(|piece| {
        let parts: Vec<Result<Bytes>> = match piece {
            Ok(piece) => (0..piece.len())
                .step_by(STEP)
                .map(|from| Ok(piece.slice(from..piece.len().min(from + STEP))))
                .collect(),
            Err(error) => vec![Err(error)],
        };
        stream::iter(parts)
    });
    Body::from_stream(steps.then(move |step| {
        let narrow = Arc::clone(&narrow);
        async move {
            let _turn = narrow.lock().await;
            let length = step.as_ref().map_or(0, Bytes::len);
            let micros = length * 1_000_000 / BYTES_A_SECOND;
            tokio::time::sleep(Duration::from_micros(micros as u64)).await;
            step
        }
    }))
}
