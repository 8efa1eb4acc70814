use std::time::{Duration, Instant};

use connect_contract::LiveEvent;
use reqwest::{Method, Response, StatusCode};
use serde_json::json;

use crate::sandbox_person::link_as;
use crate::world::{Widget, World, attempt_id, network};

pub struct Stream {
    answer: Response,
    text: String,
}

impl Stream {
    pub async fn open(widget: &Widget<'_>, last_id: Option<&str>) -> Self {
        let mut request = widget.call(Method::GET, "/events");
        if let Some(id) = last_id {
            request = request.header("last-event-id", id);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self {
            answer,
            text: String::new(),
        }
    }

    /// The next message: its id and what it says. `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<(String, LiveEvent)> {
        loop {
            while let Some(end) = self.text.find("\n\n") {
                let block: String = self.text.drain(..end + 2).collect();
                let field = |name: &str| {
                    block
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .map(str::trim)
                };
                if let Some(data) = field("data:") {
                    return Some((
                        field("id:").unwrap_or_default().to_owned(),
                        serde_json::from_str(data).unwrap(),
                    ));
                }
            }
            let chunk = self.answer.chunk().await.ok().flatten()?;
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    pub async fn next_within(&mut self, seconds: u64) -> Option<(String, LiveEvent)> {
        tokio::time::timeout(Duration::from_secs(seconds), self.next())
            .await
            .expect("nothing came")
    }
}

#[tokio::test]
async fn a_link_is_told_within_a_second() {
    let world = World::start().await;
    world.register_webhook().await;
    let widget = world.widget("Acme Coffee").await;
    widget.portal().await;
    let mut stream = Stream::open(&widget, None).await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "facebook").await;
    link_as(&page, "facebook", "Live Page").await;
    let begun = Instant::now();
    let (_, event) = stream.next_within(2).await.unwrap();
    assert_eq!(
        event,
        LiveEvent::Account {
            network: network("facebook")
        }
    );
    let (_, event) = stream.next_within(2).await.unwrap();
    assert!(matches!(event, LiveEvent::Link { .. }), "{event:?}");
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test]
async fn the_completion_page_rings_the_doorbell() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let mut stream = Stream::open(&widget, None).await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "reddit").await;
    link_as(&page, "reddit", "Bell").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    world
        .http
        .get(world.url(&format!("/done.html?a={attempt}")))
        .send()
        .await
        .unwrap();
    stream.next_within(1).await.unwrap();
}

#[tokio::test]
async fn t42_an_unlink_is_told_to_every_page_of_the_brand_and_to_no_other() {
    let world = World::start().await;
    let (one, two, other) = (
        world.widget("Acme Coffee").await,
        world.widget("Acme Coffee").await,
        world.widget("Other Brand").await,
    );
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({"id": "f"}))
        .await;
    one.portal().await;
    let (mut first, mut second, mut third) = (
        Stream::open(&one, None).await,
        Stream::open(&two, None).await,
        Stream::open(&other, None).await,
    );
    one.unlink("facebook", "f").send().await.unwrap();
    for stream in [&mut first, &mut second] {
        assert_eq!(
            stream.next_within(1).await.unwrap().1,
            LiveEvent::Account {
                network: network("facebook")
            }
        );
    }
    assert!(
        tokio::time::timeout(Duration::from_millis(500), third.next())
            .await
            .is_err()
    );
    // Once: the list that is read next is no news.
    one.portal().await;
    assert!(
        tokio::time::timeout(Duration::from_millis(500), first.next())
            .await
            .is_err()
    );
}

#[tokio::test]
async fn f46_a_stream_that_comes_back_gets_what_it_missed_or_is_told_to_read_again() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    for id in ["f", "r"] {
        world
            .link_behind_the_back(
                "Acme Coffee",
                if id == "f" { "facebook" } else { "reddit" },
                json!({"id": id}),
            )
            .await;
    }
    widget.portal().await;
    let mut stream = Stream::open(&widget, None).await;
    widget.unlink("facebook", "f").send().await.unwrap();
    let (seen, _) = stream.next_within(1).await.unwrap();
    drop(stream);
    widget.unlink("reddit", "r").send().await.unwrap();
    let mut again = Stream::open(&widget, Some(&seen)).await;
    assert_eq!(
        again.next_within(1).await.unwrap().1,
        LiveEvent::Account {
            network: network("reddit")
        }
    );
    let mut lost = Stream::open(&widget, Some("1-999")).await;
    assert_eq!(lost.next_within(1).await.unwrap().1, LiveEvent::Resync);
}

#[tokio::test]
async fn f61_streams_do_not_hold_up_the_end_of_the_gateway() {
    let mut world = World::start().await;
    let session = world.mint("Acme Coffee").await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(Stream::open(&world.widget_of(&session), None).await);
    }
    let begun = Instant::now();
    world.restart().await;
    assert!(
        begun.elapsed() < Duration::from_secs(3),
        "{:?}",
        begun.elapsed()
    );
    for mut stream in streams {
        assert!(stream.next_within(1).await.is_none());
    }
}
