//! Makes the JavaScript that wasm-bindgen writes smaller, and ours with it, also where it stands in a page.
//!
//! Trunk's minifier fails on the former and the crate behind it panics, while a full minifier would be the largest
//! dependency of this repository. Comments and indentation are a seventh of the compressed file; taking those out needs no
//! parser.

/// `source` without comments that stand on lines of their own, empty lines and indentation.
pub fn strip(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut place = Place::Code;
    for line in source.lines() {
        let (text, next) = place.read(line);
        place = next;
        if let Some(text) = text {
            kept.push_str(text);
            // Line ends stay: without a parser nobody knows where one stands for a semicolon.
            kept.push('\n');
        }
    }
    kept
}

/// Where in the source a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Code,
    Comment,
    /// Inside of a template literal, where white space means something.
    Template,
}

impl Place {
    /// What to keep of `line`, and where the next one begins.
    fn read(self, line: &str) -> (Option<&str>, Self) {
        match self {
            Self::Template => (Some(line), self.after_backticks(line)),
            Self::Comment => match line.split_once("*/") {
                Some((_, rest)) => Self::Code.read(rest),
                None => (None, Self::Comment),
            },
            Self::Code => {
                let text = line.trim_start();
                if let Some(comment) = text.strip_prefix("/*") {
                    Self::Comment.read(comment)
                } else if text.is_empty() || text.starts_with("//") {
                    (None, Self::Code)
                } else {
                    match self.after_backticks(text) {
                        Self::Template => (Some(text), Self::Template),
                        next => (Some(text.trim_end()), next),
                    }
                }
            }
        }
    }

    fn after_backticks(self, text: &str) -> Self {
        let odd = text.replace("\\`", "").matches('`').count() % 2 == 1;
        match (self, odd) {
            (Self::Template, true) => Self::Code,
            (_, true) => Self::Template,
            (place, false) => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let source = "/**\n * Docs\n */\nexport class A {\n    // why\n\n    b() { return 1 } // kept\n}\n/* one */ let c;\n";
        assert_eq!(
            strip(source),
            "export class A {\nb() { return 1 } // kept\n}\nlet c;\n"
        );
    }

    #[test]
    fn white_space_inside_of_a_template_literal_stays() {
        let source = "  const a = `x  \n   // no comment\n\n   y`;\n  b();\n";
        assert_eq!(
            strip(source),
            "const a = `x  \n   // no comment\n\n   y`;\nb();\n"
        );
    }

    #[test]
    fn a_template_literal_on_one_line_changes_nothing_after_it() {
        assert_eq!(
            strip("  a(`x \\` ${b}`);\n    // gone\n"),
            "a(`x \\` ${b}`);\n"
        );
    }
}
