//! A person in the sandbox's pages, as form posts.

use reqwest::{Client, Response};

/// Links an account: signs in as `name`, chooses what is first, allows all.
pub async fn link_as(linking_page: &str, network: &str, name: &str) {
    let person = Person::at(linking_page).await;
    match network {
        "bluesky" => {
            person
                .post(
                    "/networks/bluesky/password",
                    &[("handle", name), ("password", "abcd-efgh-ijkl-mnop")],
                )
                .await;
        }
        "telegram" => {
            person
                .post("/networks/telegram/bot", &[("name", name)])
                .await;
        }
        _ => person.consent(network, name).await,
    }
}

struct Person {
    http: Client,
    origin: String,
    session: String,
}

impl Person {
    async fn at(linking_page: &str) -> Self {
        let url = url::Url::parse(linking_page).unwrap();
        let session = url
            .query_pairs()
            .find(|(name, _)| name == "session" || name == "jwt")
            .unwrap()
            .1
            .into_owned();
        let http = Client::builder().no_proxy().build().unwrap();
        let page = http.get(linking_page).send().await.unwrap();
        assert!(page.status().is_success(), "{}", page.text().await.unwrap());
        Self {
            http,
            origin: url.origin().ascii_serialization(),
            session,
        }
    }

    async fn consent(&self, network: &str, name: &str) {
        if network == "twitter" {
            self.post("/networks/twitter/keys", &[("key", "k"), ("secret", "s")])
                .await;
        }
        let mut page = self
            .post(&format!("/networks/{network}/sign-in"), &[("name", name)])
            .await;
        if page.url().path().ends_with("/choose") {
            page = self
                .post(
                    &format!("/networks/{network}/choose"),
                    &[("as", name), ("page", name)],
                )
                .await;
        }
        let chosen = page
            .url()
            .query_pairs()
            .find(|(key, _)| key == "page")
            .map(|(_, page)| page.into_owned())
            .unwrap_or_default();
        let permissions = page
            .text()
            .await
            .unwrap()
            .matches("name=\"permission\"")
            .count();
        let numbers: Vec<String> = (0..permissions).map(|number| number.to_string()).collect();
        let mut fields = vec![("as", name), ("page", chosen.as_str())];
        fields.extend(numbers.iter().map(|number| ("permission", number.as_str())));
        self.post(&format!("/networks/{network}/allow"), &fields)
            .await;
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let mut form = vec![("session", self.session.as_str())];
        form.extend_from_slice(fields);
        let answer = self
            .http
            .post(format!("{}{path}", self.origin))
            .form(&form)
            .send()
            .await
            .unwrap();
        assert!(
            answer.status().is_success(),
            "{path}: {}",
            answer.text().await.unwrap()
        );
        answer
    }
}
