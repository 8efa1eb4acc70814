use connect_contract::Account;

use super::{Element, el};

/// The picture of an account, or its first letter where there is none or it does not load. The name stands beside it, so
/// it is hidden from assistive technology.
pub fn avatar(account: &Account) -> Element {
    let initial = account.name.chars().find(is_letter).unwrap_or('•');
    let picture = account.avatar_url.clone().map(|url| {
        el("img")
            .class("avatar-picture")
            .attr("src", url)
            .attr("alt", "")
            .attr("referrerpolicy", "no-referrer")
    });
    // The style sheet shows the letter below the picture, and so wherever the picture does not show. It is not a text of
    // the page: nobody would say it.
    el("span")
        .class("avatar")
        .attr("data-letter", initial.to_string())
        .child(picture)
}

/// The name and the handle of an account.
pub fn account_names(account: &Account) -> Element {
    let handle = handle(account).map(str::to_owned);
    el("span")
        .class("account-names")
        .child(el("bdi").class("account-name").child(account.name.clone()))
        .child(" ")
        .child(handle.map(|handle| el("bdi").class("handle").child(handle)))
}

/// The same as words. What is seen is said: people who speak to their computer name things as they see them (WCAG 2.2,
/// 2.5.3).
pub fn account_label(account: &Account) -> String {
    match handle(account) {
        Some(handle) => [&account.name, " ", handle].concat(),
        None => account.name.clone(),
    }
}

/// The handle, unless it is the name.
fn handle(account: &Account) -> Option<&str> {
    let handle = account.handle.as_deref();
    handle.filter(|handle| *handle != account.name)
}

/// Whether it can stand for a name: no space, punctuation or symbol, and no emoji, which may be one of several signs that
/// belong together. Coarse on purpose: Unicode's tables weigh more than the rest of this component.
fn is_letter(sign: &char) -> bool {
    match sign {
        '\0'..='\u{7f}' => sign.is_ascii_alphanumeric(),
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' => false,
        sign => *sign >= '\u{c0}' && *sign < '\u{e000}' || ('\u{f900}'..'\u{1f000}').contains(sign),
    }
}

#[cfg(test)]
mod tests {
    use super::is_letter;

    #[test]
    fn f22_a_name_is_stood_for_by_its_first_letter_in_any_script() {
        for (name, letter) in [
            ("“acme”", Some('a')),
            ("  4you", Some('4')),
            ("🎉 Émile", Some('É')),
            ("\u{202e}\u{200f}שלום", Some('ש')),
            ("…東京", Some('東')),
            ("𝓪 b", Some('𝓪')),
            ("!?", None),
        ] {
            assert_eq!(name.chars().find(is_letter), letter, "{name}");
        }
    }
}
