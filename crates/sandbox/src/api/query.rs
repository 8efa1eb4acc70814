use url::form_urlencoded;

/// The query of a call. Arrays come as `key[0]=a&key[1]=b`; `key=a&key=b` and `key[]=a` are read as well.
#[derive(Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands after the question mark.
    pub fn read(raw: Option<&str>) -> Self {
        Self(
            form_urlencoded::parse(raw.unwrap_or_default().as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// A single value.
    pub fn one(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// A flag; anything but `true` and `false` is no flag.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.one(key)?.parse().ok()
    }

    /// All values of an array.
    pub fn many(&self, key: &str) -> Vec<&str> {
        let is_item = |name: &str| {
            name == key
                || name
                    .strip_prefix(key)
                    .is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
        };
        self.0
            .iter()
            .filter(|(name, _)| is_item(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_are_read_in_the_indexed_form() {
        let query = Query::read(Some("a[0]=x&a[1]=y&b=true&ab=no"));
        assert_eq!(query.many("a"), ["x", "y"]);
        assert_eq!(query.flag("b"), Some(true));
        assert_eq!(query.one("c"), None);
    }
}
