//! A language that nobody speaks: English that is longer, in letters that every font has to find, between brackets. A text
//! without brackets is not from the catalogue, and one without its end does not fit.

/// Where parts of a sentence that counts are apart.
const PART: char = '\u{1f}';

/// The pack of English in that language.
pub fn pack(english: &str) -> String {
    let mut lines = english.split('\n');
    let head = lines.next().unwrap_or_default();
    let lines = lines.map(|line| match line.contains(PART) {
        true => counting(line),
        false => sentence(line),
    });
    std::iter::once(head.to_owned())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Categories, which stay, and forms by turns.
fn counting(line: &str) -> String {
    let parts = line.split(PART).enumerate();
    let parts = parts.map(|(place, part)| match place % 2 {
        0 => part.to_owned(),
        _ => sentence(part),
    });
    parts.collect::<Vec<_>>().join(&PART.to_string())
}

/// A third longer, since translations are, and with its values as they were.
fn sentence(words: &str) -> String {
    let mut said = String::from("⟦");
    let mut in_value = false;
    for letter in words.chars() {
        in_value = letter == '{' || in_value && letter != '}';
        said.push(if in_value { letter } else { accented(letter) });
        if !in_value && matches!(letter, 'a' | 'e' | 'o' | 'i') {
            said.push(accented(letter));
        }
    }
    said.push('⟧');
    said
}

fn accented(letter: char) -> char {
    match letter {
        'a' => 'á',
        'c' => 'ç',
        'e' => 'é',
        'i' => 'í',
        'n' => 'ñ',
        'o' => 'ö',
        's' => 'š',
        'u' => 'ü',
        'y' => 'ý',
        'A' => 'Å',
        'E' => 'É',
        'I' => 'Í',
        'O' => 'Ø',
        'U' => 'Ü',
        other => other,
    }
}
